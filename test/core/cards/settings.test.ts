import { describe, expect, it } from 'vitest';
import { settingsCard, type SettingsView } from '../../../src/core/cards/settings.ts';
import type { WorkspaceSetting } from '../../../src/core/domain/workspace-setting.ts';
import { aModel, NOW } from '../../values.ts';

const boss = { id: 'web:boss', name: 'boss' };
const setting = (name: WorkspaceSetting['name'], value: string): WorkspaceSetting => {
  return { name, value, by: boss, at: NOW };
};
const named = (id: string, displayName: string) => ({ ...aModel(), id, displayName });
const card = (more: Partial<SettingsView> = {}) =>
  settingsCard({
    settings: [],
    models: [named('m1', 'Painter'), named('m2', 'Drawer')],
    modelName: (id) => `the name of ${id}`,
    spoiler: null,
    mayChange: true,
    locale: 'en',
    ...more,
  });
const texts = (more: Partial<SettingsView>) => card(more).lines.map(({ text }) => text);
const options = (more: Partial<SettingsView>, at: number) =>
  card(more).selects?.[at]?.options.map(({ id, label, chosen }) => [id, label, chosen === true]);

describe('the card of a workspace’s settings', () => {
  it('says that all are off at first, and that nobody changed them', () => {
    const all = texts({});
    expect(all).toContain('Automatic retries: off');
    expect(all).toContain('Automatic rewrite: off');
    expect(all).toContain('Fallback model: off');
    expect(all.filter((one) => one === 'Nobody has changed it yet')).toHaveLength(3);
  });

  it('has each value, who set it and when; also one that was switched off again', () => {
    const settings = [setting('auto_retries', '2'), setting('fallback_model', 'off')];
    const all = texts({ settings });
    expect(all).toContain('Automatic retries: up to 2');
    expect(all).toContain('Fallback model: off');
    expect(all.filter((one) => one.startsWith('Set by boss, 2026-11-24 '))).toHaveLength(2);
    const painter = [setting('fallback_model', 'm9')];
    expect(texts({ settings: painter })).toContain('Fallback model: the name of m9');
  });

  it('lets admins choose, and marks what is chosen', () => {
    const settings = [setting('auto_retries', '1')];
    expect(options({ settings }, 0)).toEqual([
      ['1:setting:auto_retries:off', 'Automatic retries: off', false],
      ['1:setting:auto_retries:1', 'Automatic retries: up to 1', true],
      ['1:setting:auto_retries:2', 'Automatic retries: up to 2', false],
      ['1:setting:auto_retries:3', 'Automatic retries: up to 3', false],
    ]);
    expect(options({}, 1)).toEqual([
      ['1:setting:auto_rewrite:off', 'Automatic rewrite: off', true],
      ['1:setting:auto_rewrite:on', 'Automatic rewrite: on', false],
    ]);
    expect(options({}, 2)).toEqual([
      ['1:setting:fallback_model:off', 'Fallback model: off', true],
      ['1:setting:fallback_model:m1', 'Fallback model: the name of m1', false],
      ['1:setting:fallback_model:m2', 'Fallback model: the name of m2', false],
    ]);
  });

  it('is read by everybody, without the lists, and says who changes it', () => {
    expect(card({ mayChange: false }).selects).toBeUndefined();
    expect(texts({ mayChange: false })).toContain('Admins change these settings.');
    expect(texts({})).not.toContain('Admins change these settings.');
  });

  it('says so when no other provider works, and whether the channel hides pictures', () => {
    expect(texts({ models: [] })).toContain('No model of another provider works here just now.');
    expect(texts({ spoiler: true }).at(-1)).toContain('pictures are hidden until');
    expect(texts({ spoiler: false }).at(-1)).toContain('pictures are shown openly');
  });

  it('has at most 25 models with the chosen one among them, and no id that a chat cannot take', () => {
    const many = Array.from({ length: 60 }, (_, at) => named(`many-${at}`, `Many ${at}`));
    const long = named('ü'.repeat(20), 'Long');
    const models = [long, ...many];
    const settings = [setting('fallback_model', 'many-59')];
    const ids = options({ models, settings }, 2)?.map(([id]) => id);
    expect(ids).toHaveLength(25);
    expect(ids?.slice(0, 3)).toEqual([
      '1:setting:fallback_model:off',
      '1:setting:fallback_model:many-59',
      '1:setting:fallback_model:many-0',
    ]);
  });

  it('is in Korean for Korean readers', () => {
    const all = texts({ locale: 'ko', settings: [setting('auto_retries', '2')] });
    expect(all).toContain('자동 재시도: 최대 2번');
    expect(all).toContain('boss 님이 설정, 2026-11-24 09:00 UTC');
  });
});
