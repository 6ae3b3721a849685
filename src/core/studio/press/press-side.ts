import type { World } from '../base/world.ts';
import { z } from 'zod';
import { charactersOf, tidied } from '../../base/written.ts';
import type { Action } from '../../chat/action.ts';
import { deletedCard, deletionCard } from '../../cards/deletion.ts';
import { comparisonOf, splitOf } from '../../cards/votes.ts';
import { feedbackForm } from '../../cards/forms.ts';
import { MAX_FEEDBACK } from '../../domain/limits.ts';
import type { PairView, Vote } from '../../domain/pair.ts';
import { postOf } from '../../domain/pair-view.ts';
import { shapingRatios } from '../../domain/recipe.ts';
import type { Store } from '../../ports/store.ts';
import type { Ratio } from '../../domain/spec.ts';
import { UserError } from '../../words/user-error.ts';
import { words } from '../../words/words.ts';
import { type Controlled, requireImage, type OnGeneration } from '../base/door.ts';
import { DONE, type PressReply } from '../base/reply.ts';
import type { Signals } from '../base/signals.ts';
import { closeCalls } from '../run/ledger.ts';
import type { Transitions } from '../run/transitions.ts';

export type SidePressParts = Pick<World, 'store' | 'clock' | 'queue' | 'blobs' | 'log'> & {
  readonly transitions: Transitions;
  readonly signals: Signals;
};

const feedbackSchema = z.object({
  rating: z.union([z.number(), z.string().regex(/^\d$/).transform(Number)]),
  text: z.string().default(''),
});

/** The buttons that run nothing: Cancel, staged ratios, Delete, Re-post, Feedback…, votes. */
export class SidePresses {
  readonly #parts: SidePressParts;

  constructor(parts: SidePressParts) {
    this.#parts = parts;
  }

  /** Commits `cancelled` first; stopping the job is best effort, its late result is dropped. */
  cancel({ generation }: Controlled): PressReply {
    const { transitions, store, clock, queue, log } = this.#parts;
    const { id } = generation;
    const at = clock.now();
    const ended = transitions.apply({ type: 'cancel', id, at }, () =>
      closeCalls(store, id, { outcome: 'dropped', costUsd: null }, at),
    );
    if (ended === undefined) throw new UserError('already_ended');
    queue.cancel(id).catch((cause: unknown) => {
      log.warn(
        { err: cause, pair: ended.pairId, generation: id },
        'a cancelled job could not be stopped',
      );
    });
    return DONE;
  }

  /**
   * Stages a ratio on the image's message; the last press wins, a doubled one changes nothing. Refuses a ratio that
   * does not shape the image: messages of older versions have a button for it.
   */
  stage(
    { view, generation }: Controlled,
    ratio: { readonly tone?: Ratio; readonly angle?: Ratio },
  ): PressReply {
    requireImage(generation);
    const shaping = shapingRatios(generation.spec);
    if (ratio.angle !== undefined && !shaping.angle) throw new UserError('angle_shapes_nothing');
    if (ratio.tone !== undefined && !shaping.tone) throw new UserError('tone_shapes_nothing');
    this.#write(view, (store) => store.generations.stage(generation.id, ratio));
    return DONE;
  }

  /** Asks once more before an image is taken away for good. */
  askRemoval({ caller, generation }: Controlled): PressReply {
    requireImage(generation);
    return { type: 'card', card: deletionCard(generation, caller.locale) };
  }

  /** Takes the image away. Feedback stays, the credit stays spent. */
  remove({ caller, view, generation }: Controlled): PressReply {
    requireImage(generation);
    const { store: stored, blobs, clock, log } = this.#parts;
    this.#write(view, (store) => store.generations.deleted(generation.id, clock.now()));
    const candidates = stored.races.of(generation.id)?.candidates ?? [];
    const keys = [generation, ...candidates].map(({ image, spec }) => image?.key ?? spec.outputKey);
    for (const key of keys) {
      blobs.delete(key).catch((cause: unknown) => {
        const ids = { pair: generation.pairId, generation: generation.id };
        log.warn({ err: cause, ...ids, key }, 'the blob of a deleted image could not be deleted');
      });
    }
    return { type: 'card', card: deletedCard(generation, caller.locale) };
  }

  /** Posts an undelivered image again, because a person decided so. Nothing is paid twice. */
  repost({ view, generation }: Controlled): PressReply {
    if (generation.deletedAt !== null) throw new UserError('image_deleted');
    if (postOf(view, generation.id)?.state !== 'undelivered') {
      throw new UserError('not_available');
    }
    const { clock } = this.#parts;
    this.#write(view, (store) => store.posts.requestAgain(generation.id, clock.now()));
    return DONE;
  }

  /** Without values: the form. With them: replaces what the person said before. */
  feedback({ caller, generation }: OnGeneration, values: unknown): PressReply {
    requireImage(generation);
    const { store, clock } = this.#parts;
    const personId = caller.person.id;
    if (values === undefined) {
      const before = store.feedback.of(generation.id).find((one) => one.personId === personId);
      return { type: 'form', form: feedbackForm(generation, before, { locale: caller.locale }) };
    }
    const { rating, text } = readFeedback(values);
    store.feedback.put({ generationId: generation.id, personId, rating, text, at: clock.now() });
    return { type: 'said', text: words(caller.locale).feedback_saved() };
  }

  /**
   * One verdict a person on the two newest images that people see; another one replaces it, the same one again takes it back. Only
   * who voted is told how others did.
   */
  vote(
    { caller, view }: OnGeneration,
    { generationA, generationB, choice }: Extract<Action, { type: 'vote' }>,
  ): PressReply {
    const comparison = comparisonOf(view);
    if (comparison?.generationA !== generationA || comparison.generationB !== generationB) {
      throw new UserError('newer_images');
    }
    const say = words(caller.locale);
    const personId = caller.person.id;
    const images = { generationA, generationB };
    const isMine = (one: Vote) => one.personId === personId;
    if (comparison.votes.find(isMine)?.choice === choice) {
      this.#write(view, (store) => store.votes.remove({ ...images, personId }));
      return { type: 'said', text: say.vote_withdrawn() };
    }
    const at = this.#parts.clock.now();
    const vote = { pairId: view.pair.id, personId, ...images, choice, at };
    this.#write(view, (store) => store.votes.put(vote));
    const votes = [...comparison.votes.filter((one) => !isMine(one)), vote];
    return { type: 'said', text: say.vote_saved(choice, splitOf({ votes })) };
  }

  /** Commits a change that a message of the pair shows, then has the message updated. */
  #write(view: PairView, change: (store: Store) => void): void {
    const { store, signals } = this.#parts;
    store.transaction(() => {
      change(store);
      store.pairs.touch(view.pair.id);
    });
    signals.pair(view.pair.id);
  }
}

function readFeedback(values: unknown): { rating: number; text: string } {
  const parsed = feedbackSchema.safeParse(values);
  const rating = parsed.data?.rating ?? 0;
  if (!parsed.success || !Number.isInteger(rating) || rating < 1 || rating > 5) {
    throw new UserError('rating_invalid');
  }
  const text = tidied(parsed.data.text);
  if (charactersOf(text, MAX_FEEDBACK) > MAX_FEEDBACK)
    throw new UserError('feedback_too_long', MAX_FEEDBACK);
  return { rating, text };
}
