import { join } from 'node:path';
import { setDefaultModel } from '../../src/cli/models.ts';
import { type VendorName, VENDOR_NAMES } from '../../src/providers/vendors.ts';
import type { Model } from '../../src/core/domain/model.ts';
import { HEALTHY } from '../../src/core/line/provider-rest.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedModels } from '../../src/storage/seed-rows.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { FakeOpenAi } from '../fakes/openai/fake-openai.ts';
import { FakeRunware } from '../fakes/runware/fake-runware.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { type Answer, call, ended, runHub, type RunningHub } from '../web/hub.ts';

const FAKES = {
  openai: () => FakeOpenAi.start(),
  gemini: () => FakeGemini.start(),
  runware: () => FakeRunware.start(),
} satisfies Readonly<Record<VendorName, () => Promise<FakeVendor>>>;
/** The settings of each vendor: its key, its address. */
export const SETTINGS: Readonly<Record<VendorName, readonly [key: string, address: string]>> = {
  openai: ['OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  gemini: ['GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL'],
  runware: ['RUNWARE_API_KEY', 'RUNWARE_BASE_URL'],
};
/** Out of what each vendor's fake says of an image that it took away. */
export const WORDS_OF_BLOCK: Readonly<Record<VendorName, string>> = {
  openai: 'Your request was rejected by the safety system.',
  gemini: 'The image was filtered out because it violated',
  runware: 'The generated content was flagged and rejected',
};

export function startVendor(name: VendorName): Promise<FakeVendor> {
  return FAKES[name]();
}

/** What makes a hub use the vendor. */
export function settingsFor(name: VendorName, { key, url }: Pick<FakeVendor, 'key' | 'url'>) {
  const [keyName, address] = SETTINGS[name];
  return { [keyName]: key, [address]: url };
}

/** The vendor's models that a new database offers, in their order. */
export function rowsOf(name: VendorName): readonly Model[] {
  return seedModels().filter(({ provider, active }) => active && provider === name);
}

/** Of these the one whose square picture is painted soonest. */
export function smallestOf(name: VendorName): Model {
  const area = ({ squareSize: { width, height } }: Model) => width * height;
  const [first] = rowsOf(name).toSorted((a, b) => area(a) - area(b));
  if (first === undefined) throw new Error(`${name} has no model`);
  return first;
}

export interface VendorHub {
  readonly hub: RunningHub;
  readonly vendors: {
    readonly openai: FakeOpenAi;
    readonly gemini: FakeGemini;
    readonly runware: FakeRunware;
  };
  /** The hub's own database, beside it. */
  readonly store: Store;
  /** All vendors make images again, and none of them rests. */
  calm(): void;
  /** Accepts a pair of the vendor's, of `you` or of somebody else, of a certain model or of its usual one; its id. */
  ask(name: VendorName, who?: string, model?: string): Promise<string>;
  /** The pair's status once both sides have ended. */
  pair(name: VendorName): Promise<Answer['json']>;
  /** The card that a message shows now. */
  card(messageId: string): Promise<Answer['json']>;
  /** Presses what is labelled so on a message. */
  press(messageId: string, label: string): Promise<Answer['json']>;
  close(): Promise<void>;
}

/** A real hub with the keys of all vendors, each a fake over real HTTP. Unless the settings say so, it asks no text model. */
export async function vendorHub(env: Readonly<Record<string, string>> = {}): Promise<VendorHub> {
  const [openai, gemini, runware] = await Promise.all([
    FAKES.openai(),
    FAKES.gemini(),
    FAKES.runware(),
  ]);
  const vendors = { openai, gemini, runware };
  const settings = VENDOR_NAMES.map((name) => settingsFor(name, vendors[name]));
  const hub = await runHub(Object.assign({ TEXT_MODEL: 'rules' }, ...settings, env));
  const db = openDatabase(join(hub.home, 'diptych.db'));
  const store = sqliteStore(db);
  const asked = async (name: VendorName, who = 'you', model?: string): Promise<string> => {
    const id = model ?? smallestOf(name).id;
    if (store.models.default().id !== id) setDefaultModel({ DIPTYCH_HOME: hub.home }, id);
    const asker = { body: { prompt: `a lamp by ${name}` }, headers: { 'x-diptych-user': who } };
    return (await call(hub.url, '/api/generate', asker)).json.batch_id;
  };
  const card = async (messageId: string) => {
    const { json } = await call(hub.url, '/api/messages');
    return json.messages.find((one: Answer['json']) => one.id === messageId).card;
  };
  return {
    hub,
    vendors,
    store,
    calm: () => {
      for (const one of [openai, gemini]) one.texts.calm();
      for (const name of VENDOR_NAMES) {
        vendors[name].end(null);
      }
      for (const { scope } of store.rests.list()) store.rests.put(scope, HEALTHY);
    },
    ask: asked,
    pair: async (name) => ended(hub.url, await asked(name)),
    card,
    press: async (messageId, label) => {
      const { rows } = await card(messageId);
      const { id } = rows.flat().find((one: Answer['json']) => one.label === label);
      return (await call(hub.url, '/api/press', { body: { id } })).json;
    },
    close: async () => {
      db.close();
      await hub.close();
      await Promise.all(VENDOR_NAMES.map((name) => vendors[name].close()));
    },
  };
}

/** Labels of a card's buttons, in order. */
export function labelsOf({ rows }: Answer['json']): readonly string[] {
  return rows.flat().map((one: Answer['json']) => one.label);
}

/** A card's lines as one text. */
export function textOf({ lines }: Answer['json']): string {
  return lines.map((one: Answer['json']) => one.text).join('\n');
}
