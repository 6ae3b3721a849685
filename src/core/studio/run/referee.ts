import { hash32, shuffled } from '../../base/random.ts';
import type { Generation } from '../../domain/pair.ts';
import { type Candidate, JUDGING_MS, type RaceRule, type Verdict } from '../../domain/race.ts';
import { type JudgeAnswer, judgeRequest, reasonOf } from '../../plan/text-judge.ts';
import type { TextModel } from '../../ports/text-model.ts';
import type { World } from '../base/world.ts';
import { smallCopies } from './small-copies.ts';
import type { TextCalls, TextEnd } from './text-calls.ts';

/** Milliseconds that are left to store the winner. */
const STORE_MS = 10_000;
/** Milliseconds for the judge, with what it takes to read the images. */
export const JUDGE_MS = JUDGING_MS - STORE_MS;

export type RefereeParts = Pick<World, 'store' | 'clock' | 'blobs' | 'images' | 'log'> & {
  readonly text: Pick<TextCalls, 'ask' | 'has'>;
};

/** Chooses among images of one prompt: asks a text model that sees them, else takes the model that was asked for. */
export class Referee {
  readonly #parts: RefereeParts;

  constructor(parts: RefereeParts) {
    this.#parts = parts;
  }

  /** Stores and returns the verdict; undefined when `signal` aborted. `among`: candidates with an image, by number. */
  async decide(
    generation: Generation,
    among: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<Verdict | undefined> {
    const [first] = among;
    if (first === undefined) throw new Error(`the race of ${generation.id} has no image`);
    const { races } = this.#parts.store;
    const byRule = (rule: RaceRule): Verdict => {
      const verdict = { winnerId: first.id, judge: null, reason: null, rule };
      races.decide(generation.id, verdict);
      return verdict;
    };
    if (among.length === 1) return byRule('only_one');
    if (!this.#parts.text.has(true)) return byRule('no_judge');
    const judged = await this.#ask(generation, among, signal);
    if (signal.aborted) return undefined;
    return typeof judged === 'string' ? byRule(judged) : judged;
  }

  async #ask(
    { id, pairId, spec, runDeadline }: Generation,
    among: readonly Candidate[],
    signal: AbortSignal,
  ): Promise<Verdict | RaceRule> {
    const { store, clock, text } = this.#parts;
    const until = Math.min(clock.now() + JUDGE_MS, (runDeadline ?? Infinity) - STORE_MS);
    // The order that candidates have by their number must not decide.
    const images = shuffled(among, hash32(id)).flatMap(({ id: winnerId, image }) =>
      image === null ? [] : [{ winnerId, key: image.key }],
    );
    const pictures = await smallCopies(images, this.#parts, { until, signal });
    const ms = until - clock.now();
    // An image by the rule is better than none.
    if (pictures.length < among.length || ms <= 0) return 'judge_failed';
    const read = (answer: JudgeAnswer, judge: TextModel): Verdict => {
      const winnerId = images[Number(answer.best) - 1]?.winnerId ?? '';
      return { winnerId, judge: judge.displayName, reason: reasonOf(answer), rule: null };
    };
    const end = await text.ask(
      { pairId, generationId: id },
      judgeRequest(spec.userPrompt, pictures),
      {
        ms,
        signal,
        answered: (answer, judge) => store.races.decide(id, read(answer, judge)),
      },
    );
    return end.type === 'answered' ? read(end.value, end.model) : ruleOf(end);
  }
}

function ruleOf(end: Exclude<TextEnd<unknown>, { type: 'answered' }>): RaceRule {
  switch (end.type) {
    case 'none':
      return 'no_judge';
    case 'resting':
      return 'judge_rests';
    case 'asked_before':
      return 'judge_asked_before';
    case 'failed':
      return 'judge_failed';
  }
}
