import { describe, expect, it, vi } from 'vitest';
import type { AttachmentFetcher } from '../../src/core/ports/attachment.ts';
import type { SentMessage } from '../../src/core/domain/pair.ts';
import type { FirstAnswer } from '../../src/core/ports/surface.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { aCaller, aModel, SAID, SAID_BY_TEXT } from '../values.ts';
import { Hub } from './hub.ts';

/** Attached images that never come: who waits for them has to give up. */
const hanging: AttachmentFetcher = {
  fetch: (_attachment, _maxBytes, signal) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('given up')), { once: true });
    }),
};

async function askWithImage(hub: Hub): Promise<string> {
  const attachments = [{ name: 'a.png', bytes: 9, source: 'x' }];
  const input = { options: { prompt: 'a cat' }, attachments, requestKey: null };
  const [pair = ''] = await hub.accept(aCaller(), input);
  await hub.settle();
  return pair;
}

const state = (hub: Hub, pair: string) => hub.view(pair).pair.state;

describe('a plan', () => {
  it('is what the text model says, with its name and one seed for both sides', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const pair = await hub.generate('a perfume bottle');
    expect(text.calls).toHaveLength(1);
    const { request } = text.call();
    expect([request.purpose, request.material]).toEqual(['classification', 'a perfume bottle']);
    for (const { slug } of hub.store.pool.categories())
      expect(request.instructions).toContain(slug);
    text.call(0).answer(SAID_BY_TEXT);
    await hub.settle();
    const { plan, state: is, comparable } = hub.view(pair).pair;
    expect(plan).toEqual({ ...SAID, madeBy: 'Gemini Text', fallbackReason: null, seed: 1 });
    expect([is, comparable]).toEqual(['planned', true]);
    const [a, b] = [hub.newest(pair, 'A'), hub.newest(pair, 'B')];
    const common = { number: 1, origin: 'first', fromId: null, by: aCaller().person };
    expect(a).toMatchObject({ ...common, side: 'A', createdAt: hub.clock.now() });
    expect(b).toMatchObject({ ...common, side: 'B' });
    expect([a.spec.seed, b.spec.seed]).toEqual([1, 1]);
    expect(a.spec).toMatchObject({ category: 'd(beauty)', toneRatio: 25, angleRatio: 100 });
    expect(a.waitDeadline).toBe(hub.clock.now() + 900_000);
  });

  it('is made once, however often somebody wants it', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const pair = await hub.generate();
    await hub.advance(5_000);
    text.call(0).answer(SAID_BY_TEXT);
    await hub.settle();
    expect(text.calls).toHaveLength(1);
    expect(hub.view(pair).generations).toHaveLength(2);
  });

  it('is made by the rules when eight seconds have passed, and the text model is stopped', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const pair = await hub.generate();
    await hub.advance(7_999);
    expect([state(hub, pair), text.calls[0]?.signal.aborted]).toEqual(['planning', false]);
    await hub.advance(1);
    expect(hub.view(pair).pair.plan).toMatchObject({
      madeBy: 'rules',
      fallbackReason: 'no answer within 8 s',
      fallback: { model: 'Gemini Text', why: 'timeout' },
    });
    expect(text.calls[0]?.signal.aborted).toBe(true);
    text.call(0).answer(SAID_BY_TEXT);
    await hub.settle();
    expect(hub.view(pair).generations).toHaveLength(2);
  });
});

describe('a burst of first answers', () => {
  const hangingAnswer = () => Promise.withResolvers<never>().promise;
  const ask = async (hub: Hub, n: number, answer: FirstAnswer = hangingAnswer) => {
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: null };
    const who = aCaller(`person${n}`);
    const [id = ''] = await hub.accept(who, { ...input, answer });
    await hub.settle();
    return id;
  };

  const givenAtOnce = async (): Promise<SentMessage> => ({ id: 'm-given', memo: null });

  it('comes before the planning of its own pair, for a second', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const pair = await ask(hub, 0);
    await hub.advance(999);
    expect(state(hub, pair)).toBe('planning');
    await hub.advance(1);
    expect(state(hub, pair)).toBe('planned');
  });

  it('comes before the planning of others too when there are nine, for a second', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    for (let n = 0; n < 8; n += 1) await ask(hub, n);
    expect(state(hub, await ask(hub, 8, givenAtOnce))).toBe('planned');
    await ask(hub, 9);
    const tenth = await ask(hub, 10, givenAtOnce);
    await hub.advance(999);
    expect(state(hub, tenth)).toBe('planning');
    await hub.advance(1);
    expect(state(hub, tenth)).toBe('planned');
  });

  it('is over with the first of nine that is given: planning goes on in that moment', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const first = Promise.withResolvers<SentMessage>();
    await ask(hub, 0, () => first.promise);
    for (let n = 1; n < 9; n += 1) await ask(hub, n);
    const tenth = await ask(hub, 9, givenAtOnce);
    expect(state(hub, tenth)).toBe('planning');
    first.resolve({ id: 'm1', memo: null });
    await hub.settle();
    expect(state(hub, tenth)).toBe('planned');
  });

  it('does not hold up a process that stops', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const given: ((message: SentMessage) => void)[] = [];
    const answer = () => new Promise<SentMessage>((resolve) => given.push(resolve));
    for (let n = 0; n < 8; n += 1) await ask(hub, n, answer);
    const ninth = await ask(hub, 8, answer);
    const closing = hub.studio.close();
    await hub.settle();
    expect(state(hub, ninth)).toBe('planning');
    expect(hub.clock.pending).toBe(0);
    given.forEach((give, n) => give({ id: `m${n}`, memo: null }));
    await closing;
  });
});

describe('the deadline of planning', () => {
  it('is twenty seconds after its turn, and not sooner', async () => {
    const hub = await new Hub({ fetcher: hanging }).start();
    const pair = await askWithImage(hub);
    await hub.advance(19_999);
    expect(state(hub, pair)).toBe('planning');
    await hub.advance(1);
    expect(state(hub, pair)).toBe('refused');
    expect(hub.store.credits.now('web:ana', 0).planning).toBe(0);
  });

  it('ends the planning: what comes later makes no generation', async () => {
    const late = Promise.withResolvers<Uint8Array>();
    const signals: AbortSignal[] = [];
    const fetcher = {
      fetch: (_what: unknown, _max: number, signal: AbortSignal) => {
        signals.push(signal);
        return late.promise;
      },
    };
    const hub = await new Hub({ fetcher }).start();
    const pair = await askWithImage(hub);
    await hub.advance(21_000);
    expect(signals.map((one) => one.aborted)).toEqual([true]);
    late.reject(new Error('too late'));
    await hub.settle();
    expect(hub.view(pair).generations).toEqual([]);
    expect(hub.view(pair).pair.refusal?.en).toContain('took too long');
  });

  it('is a whole one again after the process died', async () => {
    const fetch = vi.spyOn(hanging, 'fetch');
    const hub = await new Hub({ fetcher: hanging }).start();
    const pair = await askWithImage(hub);
    await hub.advance(19_000);
    await hub.crash();
    // It is really tried again, and not only waited for.
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(hub.view(pair).pair.planDeadline).toBe(hub.clock.now() + 920_000);
    await hub.advance(19_999);
    expect(state(hub, pair)).toBe('planning');
    await hub.advance(1);
    expect(state(hub, pair)).toBe('refused');
  });
});

describe('planning that cannot succeed', () => {
  it('because the model was switched off meanwhile says so in the header, and charges nothing', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const model = hub.store.models.default();
    const pair = await hub.generate();
    const other = { isDefault: true, active: true, tier: 'basic' };
    hub.store.transaction(() => {
      hub.store.models.put({ ...model, active: false, isDefault: false });
      hub.store.models.put(aModel({ id: 'other', displayName: 'Other', ...other }));
    });
    text.call(0).answer(SAID_BY_TEXT);
    await hub.settle();
    expect(state(hub, pair)).toBe('refused');
    expect(hub.text(pair)).toContain('Refused: ');
    expect(hub.view(pair).generations).toEqual([]);
    expect(hub.studio.galleries.credits(aCaller()).credits.inFlight).toBe(0);
  });

  it('because of a fault of ours is refused, and logged', async () => {
    const hub = await new Hub().start();
    vi.spyOn(hub.store.pairs, 'attachments').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    const pair = await hub.generate();
    expect(state(hub, pair)).toBe('refused');
    expect(hub.log.errors).toEqual(['a pair could not be planned']);
  });

  it('leaves nothing half done when the second side cannot be stored', async () => {
    const hub = await new Hub().start();
    const insert = hub.store.generations.insert.bind(hub.store.generations);
    vi.spyOn(hub.store.generations, 'insert').mockImplementation((one) => {
      if (one.side === 'B') throw new Error('disk I/O error');
      insert(one);
    });
    const pair = await hub.generate();
    expect(state(hub, pair)).toBe('refused');
    expect(hub.view(pair).generations).toEqual([]);
    expect(hub.queue.jobs).toEqual([]);
  });
});

describe('a process that stops', () => {
  it('asks no text model for a pair whose turn has not come', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const input = { options: { prompt: 'a cat' }, attachments: [], requestKey: null };
    const [pair = ''] = await hub.accept(aCaller(), input);
    await hub.studio.close();
    expect(text.calls).toEqual([]);
    expect(state(hub, pair)).toBe('planning');
    expect(hub.log.lines).toEqual([]);
  });

  it('leaves what it was planning to the next one, and plans nothing more', async () => {
    const text = new ScriptedText();
    const hub = await new Hub({ textModels: [text] }).start();
    const pair = await hub.generate();
    await hub.studio.close();
    expect(text.calls[0]?.signal.aborted).toBe(true);
    text.call(0).answer(SAID_BY_TEXT);
    await hub.settle();
    expect(state(hub, pair)).toBe('planning');
    expect(hub.view(pair).generations).toEqual([]);
    const late = await hub.generate();
    expect(state(hub, late)).toBe('planning');
    expect(text.calls).toHaveLength(1);
  });
});
