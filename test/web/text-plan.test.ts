import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { StartupError } from '../../src/core/base/startup-error.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { startHub } from '../../src/hub.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import type { TextEnding } from '../fakes/vendor/text-endings.ts';
import type { FakeTextVendor } from '../fakes/vendor/vendor.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import { tempFolder } from '../temp-folder.ts';
import { ask, ended, runHub, type RunningHub } from './hub.ts';

const VENDORS = [
  ['gemini', 'Gemini 3.5 Flash-Lite', () => FakeGemini.start()],
  ['openai', 'GPT-6 Luna', () => FakeOpenAi.start()],
] as const;
const PLAN = {
  category: 'd(beauty)',
  tone_ratio: '25',
  angle_ratio: '75',
  intent_person: true,
  scene: 'group',
  location: null,
  pictures_show_person: null,
};

it('a hub does not start with a text model that is none', async () => {
  const start = async (name: string) => {
    const config = loadConfig({ DIPTYCH_HOME: await tempFolder(), PORT: '0', TEXT_MODEL: name });
    return startHub(config, { log: new SilentLog(), signal: new AbortController().signal });
  };
  await expect(start('gpt-0')).rejects.toThrow(StartupError);
  await expect(start('gpt-6-luna')).rejects.toThrow('needs OPENAI_API_KEY');
});

describe.each(VENDORS)('a hub whose text model is one of %s', (name, displayName, start) => {
  let vendor: FakeTextVendor;
  let hub: RunningHub;
  let store: Store;
  let close: () => void;
  beforeAll(async () => {
    vendor = await start();
    hub = await runHub(settingsFor(name, vendor));
    const db = openDatabase(join(hub.home, 'diptych.db'));
    close = () => void db.close();
    store = sqliteStore(db);
  });
  beforeEach(() => vendor.texts.calm());
  afterAll(async () => {
    close();
    await hub.close();
    await vendor.close();
  });

  /** The plan of a pair that has ended, and its text calls. */
  async function planned(prompt: string) {
    const id = await ask(hub.url, prompt);
    await ended(hub.url, id);
    const calls = store.calls.ofPair(id).filter(({ purpose }) => purpose !== 'image');
    return { plan: store.pairs.get(id)?.plan, calls };
  }

  it('plans a pair by one call, whose tokens and cost are kept', async () => {
    vendor.texts.next('classification', { value: PLAN });
    const { plan, calls } = await planned('friends laughing');
    expect(plan).toMatchObject({
      madeBy: displayName,
      category: 'd(beauty)',
      toneRatio: 25,
      angleRatio: 75,
      scene: 'group',
    });
    expect(calls).toMatchObject([
      { purpose: 'classification', provider: name, outcome: 'answered' },
    ]);
    expect(calls[0]?.costUsd).toBeGreaterThan(0);
    expect(calls[0]?.tokens?.textOut).toBeGreaterThan(20);
    expect(vendor.texts.of('classification')).toMatchObject([{ material: 'friends laughing' }]);
    expect(vendor.refusals).toEqual([]);
  });

  it.each<[TextEnding, string]>([
    ['wrong_shape', 'provider_error'],
    ['refused', 'safety_block'],
    ['cut', 'provider_error'],
  ])('plans by the rules when it ends with %s', async (ending, outcome) => {
    vendor.texts.next('classification', { end: ending });
    const { plan, calls } = await planned(`a bowl of soup, ${ending}`);
    expect(plan).toMatchObject({ madeBy: 'rules' });
    expect(calls).toMatchObject([{ purpose: 'classification', outcome }]);
    expect(calls[0]?.costUsd).toBeGreaterThan(0);
  });
});
