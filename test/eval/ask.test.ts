import { describe, expect, it } from 'vitest';
import { classified, rewrittenAll } from '../../eval/ask.ts';
import { CountedModel } from '../../eval/counted-model.ts';
import type { Classifier } from '../../src/core/ports/classifier.ts';
import type { TextModel, TextRequest } from '../../src/core/ports/text-model.ts';
import { z } from 'zod';
import { FakeClock } from '../fakes/fake-clock.ts';
import { aLabelled, anAnswer, aRefused } from './values.ts';

const KNOWN = { categories: [{ slug: 'a', tags: [] }], places: [] };
const labels = (count: number) =>
  Array.from({ length: count }, (_, n) => aLabelled({ id: `en-${n}`, prompt: `cat ${n}` }));

function aPace(changes: { concurrency?: number; signal?: AbortSignal } = {}) {
  const clock = new FakeClock();
  const signal = new AbortController().signal;
  return { clock, concurrency: 2, ms: 8_000, signal, ...changes };
}

/** Answers when it is told to. */
class SlowClassifier implements Classifier {
  readonly name = 'slow';
  readonly #waiting: (() => void)[] = [];
  readonly aborted: string[] = [];
  most = 0;

  async classify(prompt: string, _known: unknown, signal: AbortSignal) {
    const { promise, resolve } = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => this.aborted.push(prompt));
    this.#waiting.push(resolve);
    this.most = Math.max(this.most, this.#waiting.length);
    await promise;
    return anAnswer({ location: prompt });
  }

  get waits(): number {
    return this.#waiting.length;
  }

  /** The newest first, so that answers come out of order. */
  answerOne(): void {
    this.#waiting.pop()?.();
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}

describe('a list is asked', () => {
  it('a few calls at a time, and answered in its order', async () => {
    const classifier = new SlowClassifier();
    const asked = classified(labels(5), classifier, KNOWN, aPace());
    for (const waits of [2, 2, 2, 2, 1]) {
      await until(() => classifier.waits === waits);
      classifier.answerOne();
    }
    const found = (await asked).map(({ label, answer }) => [label.id, answer]);
    expect(found).toEqual(
      [0, 1, 2, 3, 4].map((n) => [`en-${n}`, anAnswer({ location: `cat ${n}` })]),
    );
    expect(classifier.most).toBe(2);
  });

  it('and a call that takes too long is ended, and is no answer', async () => {
    const pace = aPace({ concurrency: 1 });
    const classifier = new SlowClassifier();
    const asked = classified(labels(2), classifier, KNOWN, pace);
    await until(() => classifier.waits === 1);
    await pace.clock.advance(8_000);
    await until(() => classifier.waits === 2);
    classifier.answerOne();
    expect((await asked).map(({ answer }) => answer)).toEqual([
      { failure: 'no answer within 8 s' },
      anAnswer({ location: 'cat 1' }),
    ]);
    expect(classifier.aborted).toEqual(['cat 0']);
    expect(pace.clock.pending).toBe(0);
  });

  it('until it is stopped', async () => {
    const stop = new AbortController();
    const classifier = new SlowClassifier();
    const asked = classified(labels(5), classifier, KNOWN, aPace({ signal: stop.signal }));
    await until(() => classifier.waits === 2);
    stop.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
    expect(classifier.aborted).toEqual(['cat 0', 'cat 1']);
    expect(classifier.waits).toBe(2);
  });

  it('for rewrites likewise', async () => {
    const rows = [aRefused(), aRefused({ id: 'en-r02' })];
    const done = await rewrittenAll(
      rows,
      async ({ id }) => {
        if (id === 'en-r02') throw new Error('quota');
        return 'a tired soldier';
      },
      aPace(),
    );
    expect(done).toEqual([
      { refused: rows[0], rewritten: { text: 'a tired soldier' } },
      { refused: rows[1], rewritten: { failure: 'quota' } },
    ]);
  });
});

describe('what calls cost', () => {
  const request: TextRequest<string> = {
    purpose: 'rewrite',
    instructions: '',
    material: '',
    pictures: [],
    schema: z.string(),
    maxTokens: 10,
  };

  it('is added up, and failures are of unknown cost', async () => {
    const costs = [0.25, null, 0.5, 'failed'] as const;
    const left = [...costs];
    const model: TextModel = {
      provider: 'one',
      id: 'one-text',
      displayName: 'One',
      seesPictures: false,
      complete: async ({ schema }) => {
        const cost = left.shift();
        if (cost === 'failed' || cost === undefined) throw new Error('quota');
        return { value: schema.parse('text'), costUsd: cost, tokens: null };
      },
    };
    const counted = new CountedModel(model);
    expect([counted.provider, counted.id, counted.displayName, counted.seesPictures]).toEqual([
      'one',
      'one-text',
      'One',
      false,
    ]);
    const { signal } = new AbortController();
    const ask = async () => counted.complete(request, signal).catch(() => null);
    for (const _ of costs) await ask();
    expect(counted.spent).toEqual({ calls: 4, unknown: 2, usd: 0.75 });
  });
});
