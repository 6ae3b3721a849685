import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { VENDOR_NAMES } from '../../src/providers/vendors.ts';
import { ownerOf } from '../../src/core/chat/action.ts';
import { sizeName } from '../../src/core/domain/model.ts';
import type { StoredImage } from '../../src/core/domain/side.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import type { FakeVendor } from '../fakes/vendor/vendor.ts';
import { PATIENT } from '../patient.ts';
import { rowsOf, settingsFor, startVendor, WORDS_OF_BLOCK } from '../providers/vendor-hub.ts';
import type { RunningHub } from '../web/hub.ts';
import { discordDriver } from './discord-driver.ts';
import type { Driver, Seat, Seen } from './driver.ts';
import { webDriver } from './web-driver.ts';

interface HubDriver extends Driver {
  readonly hub: RunningHub;
}
type Start = (env: Record<string, string>) => Promise<HubDriver>;

const SURFACES: readonly (readonly [name: string, start: Start])[] = [
  ['the web chat', webDriver],
  ['Discord', discordDriver],
];
const RUNS = SURFACES.flatMap(([surface, start]) =>
  VENDOR_NAMES.map((vendor) => ({ surface, start, vendor })),
);

describe.each(RUNS)('$vendor in $surface', ({ start, vendor: name }) => {
  const [model] = rowsOf(name);
  if (model === undefined) throw new Error(`${name} has no model`);
  let vendor: FakeVendor;
  let driver: HubDriver;
  let you: Seat;
  beforeAll(async () => {
    vendor = await startVendor(name);
    driver = await start({ ...settingsFor(name, vendor), TEXT_MODEL: 'rules' });
    you = await driver.seat('you');
  });
  afterAll(async () => {
    await driver.close();
    await vendor.close();
  });

  /** What is seen of the newest pair, once it is there. */
  const find = (wanted: Partial<Seen>): Promise<Seen> =>
    vi.waitFor(async () => {
      const all = await you.messages();
      const pair = all.slice(all.findLastIndex((one) => one.kind === 'header'));
      const found = pair.findLast(
        ({ kind, side, text }) =>
          kind === wanted.kind &&
          (wanted.side === undefined || side === wanted.side) &&
          text.includes(wanted.text ?? ''),
      );
      if (found === undefined) {
        throw new Error(`it is not to be seen:\n${pair.map(({ text }) => text).join('\n\n')}`);
      }
      return found;
    }, PATIENT);
  const labels = ({ buttons }: Seen) => buttons.map(({ label }) => label);
  /** The picture of a message, as it was stored. */
  const stored = ({ buttons }: Seen): StoredImage | null => {
    const db = openDatabase(join(driver.hub.home, 'diptych.db'));
    const [id = ''] = buttons.flatMap((one) => ownerOf(one.id) ?? []);
    const image = sqliteStore(db).generations.get(id)?.image ?? null;
    db.close();
    return image;
  };

  it('makes two images of its size, each with the references of its side', async () => {
    await you.say('/generate a brass lamp');
    await find({ kind: 'header', text: 'a brass lamp' });
    const pair = [
      await find({ kind: 'image', side: 'A' }),
      await find({ kind: 'image', side: 'B' }),
    ];
    const header = await find({ kind: 'header', text: 'Which is better?' });
    expect(header.text).toContain(`${model.displayName} · ${sizeName(model.squareSize)}`);
    for (const one of pair) expect(stored(one)).toMatchObject(model.squareSize);
    const sent = vendor.calls.map(({ references }) => references.length);
    expect(sent.toSorted((a, b) => a - b)).toEqual([3, 5]);
  });

  it('blocks both sides, and is quoted; one is edited, and its image re-rolled', async () => {
    vendor.end('moderation_output');
    await you.say('/generate a stone bridge');
    await find({ kind: 'header', text: 'a stone bridge' });
    for (const side of ['B', 'A'] as const) {
      const blocked = await find({ kind: 'ending', side, text: WORDS_OF_BLOCK[name] });
      expect(blocked.text).toContain('The safety system refused the finished image');
      expect(labels(blocked)).toEqual(['Edit…', 'Details']);
    }
    vendor.end(null);
    await you.press(await find({ kind: 'ending', side: 'A' }), 'Edit…');
    await you.answer({ prompt: 'a calm stone bridge' });
    const edited = await find({ kind: 'image', text: 'Edited: a calm stone bridge' });
    expect(edited.text).toContain('A · 2nd');
    await you.press(edited, 'Re-roll');
    const third = await find({ kind: 'image', text: 'A · 3rd · 3 tones' });
    expect(third.id).not.toBe(edited.id);
    expect(stored(third)).toMatchObject(model.squareSize);
  });

  it('was called once for each of them, and took every request', () => {
    expect(vendor.calls).toHaveLength(6);
    expect(vendor.calls.at(-1)?.prompt).toContain('a calm stone bridge');
    expect(vendor.refusals).toEqual([]);
    expect(driver.hub.log.errors).toEqual([]);
  });
});
