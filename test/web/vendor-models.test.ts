import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { banner } from '../../src/cli/start.ts';
import { loadConfig } from '../../src/config.ts';
import { VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { words } from '../../src/core/words/words.ts';
import type { Hub } from '../../src/hub.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { rowsOf, SETTINGS, settingsFor, startVendor } from '../providers/vendor-hub.ts';
import { type Answer, ask, call, ended, runHub, type RunningHub } from './hub.ts';

const SAMPLES = seedModels().filter(({ provider, active }) => active && provider === 'sample');

describe.each(VENDOR_NAMES)('a hub with the key of %s', (name) => {
  const rows = rowsOf(name);
  const [first] = rows;
  let vendor: FakeVendor;
  let hub: RunningHub;
  let url: string;
  beforeAll(async () => {
    vendor = await startVendor(name);
    hub = await runHub({ ...settingsFor(name, vendor), TEXT_MODEL: 'rules' });
    url = hub.url;
  });
  afterAll(async () => {
    await hub.close();
    await vendor.close();
  });

  const offered = async (): Promise<Answer['json'][]> =>
    (await call(url, '/api/models')).json.models;
  const idsOf = (models: readonly { readonly id: string }[]) =>
    models.map(({ id }) => id).toSorted();

  it('makes with its first model from the first start on, without a word from anybody', async () => {
    expect(hub.defaultModel).toBe(first?.displayName);
    const { sides } = await ended(url, await ask(url, 'a lamp'));
    expect(sides.A).toMatchObject({ state: 'succeeded', spec: { model: first?.model } });
    expect(vendor.calls.map(({ model }) => model)).toEqual([first?.model, first?.model]);
  });

  it('says at its start what it makes with', () => {
    const line = `  Images: ${first?.displayName} by default; keys of ${name} are set\n`;
    expect(banner(hub, hub.config)).toContain(line);
  });

  it('offers its models, the default first, and the samples', async () => {
    const models = await offered();
    expect(idsOf(models)).toEqual(idsOf([...rows, ...SAMPLES]));
    expect(models[0]).toMatchObject({ id: first?.id, default: true });
  });

  describe('that lost it', () => {
    let lost: Hub;
    beforeAll(async () => {
      lost = await hub.restartWith({ [SETTINGS[name][0]]: '' });
      ({ url } = lost);
    });

    it('says at its start which key its default model needs, and what else can be done', () => {
      expect(banner(lost, loadConfig({}))).toContain(
        `  Images: the default, ${first?.displayName}, needs the key of ${name}, which is not set: set ${SETTINGS[name][0]}, or choose another model with npx diptych models set-default.\n`,
      );
    });

    it('says so in its log', () => {
      const lines = hub.log.lines.filter(({ level }) => level === 'warn');
      expect(lines.map(({ message }) => message)).toEqual([
        'the default model needs a key that is not set',
      ]);
    });

    it('offers only what can be run', async () => {
      const models = await offered();
      expect(idsOf(models)).toEqual(idsOf(SAMPLES));
      for (const one of models) expect(one).toMatchObject({ sample: true, usable: true });
      expect((await call(url, '/api/models')).json.tiers).toEqual([]);
    });

    it('refuses whoever names no tier, and paints no sample for the image that was meant', async () => {
      const { json } = await call(url, '/api/generate', { body: { prompt: 'a lamp' } });
      const sample = SAMPLES.find(({ tier }) => tier === first?.tier)?.displayName;
      const option = `model:"${sample}"`;
      const detail = words('en').provider_unserved(first?.displayName ?? '', '', option);
      expect(json).toMatchObject({ status: 503, code: 'provider_unserved', detail });
      expect((await call(url, '/api/history')).json.pairs).toHaveLength(1);
    });

    it('nor for whoever asks for a tier, which names the sample that could be had', async () => {
      const body = { prompt: 'a lamp', tier: 'quality' };
      const { json } = await call(url, '/api/generate', { body });
      const [sample] = SAMPLES.filter(({ tier }) => tier === 'quality');
      const detail = words('en').tier_unserved('quality', '', `model:"${sample?.displayName}"`);
      expect(json).toMatchObject({ status: 503, code: 'tier_unserved', detail });
      expect((await call(url, '/api/history')).json.pairs).toHaveLength(1);
    });

    it('makes samples for whoever asks for one by name', async () => {
      const [sample] = SAMPLES;
      const options = { model: sample?.displayName };
      const { sides } = await ended(url, await ask(url, 'a lamp', options));
      expect(sides.A).toMatchObject({ state: 'succeeded', spec: { model: sample?.model } });
      expect(vendor.calls).toHaveLength(2);
    });
  });
});
