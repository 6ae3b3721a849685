import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { GroupCommit } from '../../src/core/studio/base/group-commit.ts';
import { ProviderWatch } from '../../src/core/studio/run/provider-watch.ts';
import { TextCalls } from '../../src/core/studio/run/text-calls.ts';
import { planRequest } from '../../src/core/plan/text-plan.ts';
import { RandomIds } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { newStore, storePair } from '../storage/sample-rows.ts';
import { SAID_BY_TEXT } from '../values.ts';

const known = { categories: [{ slug: 'd(beauty)', tags: ['soft'] }], places: [] };
const picture = { label: '1', type: 'image/webp', bytes: new Uint8Array([1]) } as const;
const subject = { pairId: 'p1', generationId: null };

let store: Store;
let text: ScriptedText;
let calls: TextCalls;
beforeEach(() => {
  store = newStore();
  storePair(store, 'p1');
  text = new ScriptedText({ always: SAID_BY_TEXT });
  calls = callsOf(text);
});

function callsOf(model: ScriptedText): TextCalls {
  const [clock, log] = [new FakeClock(), new SilentLog()];
  const served = { providers: [], isAway: false };
  const watch = new ProviderWatch({ store, clock, log, served });
  const commits = new GroupCommit({ store, clock });
  const ids = new RandomIds(clock);
  return new TextCalls({ store, clock, ids, log, textModels: [model], watch, commits });
}

function ask(pictures: readonly (typeof picture)[] = []) {
  const limits = { ms: 1_000, signal: new AbortController().signal };
  return calls.ask(subject, planRequest('a cat', known, pictures), limits);
}

describe('a call of a text model', () => {
  it('is made once its row is on the disk, and not sooner', async () => {
    const disk = Promise.withResolvers<void>();
    const durable = vi.spyOn(store, 'durable').mockReturnValue(disk.promise);
    const asking = ask();
    await vi.waitFor(() => expect(durable).toHaveBeenCalled());
    expect(store.calls.ofPair('p1')).toMatchObject([{ purpose: 'classification', outcome: null }]);
    expect(text.calls).toEqual([]);
    disk.resolve();
    expect(await asking).toMatchObject({ type: 'answered' });
  });

  it('is none when the disk fails', async () => {
    vi.spyOn(store, 'durable').mockRejectedValue(new Error('the disk does not answer'));
    await expect(ask()).rejects.toThrow('the disk does not answer');
    expect(text.calls).toEqual([]);
  });

  it('is made once for a purpose of a pair', async () => {
    await ask();
    expect(await ask()).toMatchObject({ type: 'asked_before' });
    expect(text.calls).toHaveLength(1);
  });

  it('shows no picture to a model that sees none', async () => {
    text = new ScriptedText({ seesPictures: false, always: SAID_BY_TEXT });
    calls = callsOf(text);
    await ask([picture]);
    expect(text.call().request.pictures).toEqual([]);
  });
});
