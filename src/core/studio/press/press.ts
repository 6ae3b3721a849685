import type { World } from '../base/world.ts';
import { type Action, decodeAction, encodeAction, postsMessage } from '../../chat/action.ts';
import { examplePrompt } from '../../cards/first-run.ts';
import type { Generation, PairView, Post } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { Promotion, Target } from '../../domain/pool.ts';
import { UserError } from '../../words/user-error.ts';
import type { CostReports } from './costs.ts';
import { demandPosting, type Door, sees } from '../base/door.ts';
import type { Once } from '../base/once.ts';
import type { Galleries } from './galleries.ts';
import type { Generate } from '../ask/generate.ts';
import type { PoolBrowser } from '../pool/pool-browser.ts';
import type { PrivateCards } from './private-cards.ts';
import type { Promote } from '../pool/promote.ts';
import type { RunPresses } from './press-runs.ts';
import type { SidePresses } from './press-side.ts';
import { DONE, type PressReply } from '../base/reply.ts';

export type PressParts = Pick<World, 'store'> & {
  readonly door: Door;
  readonly once: Once;
  readonly generate: Generate;
  readonly runs: RunPresses;
  readonly sides: SidePresses;
  readonly cards: PrivateCards;
  readonly galleries: Galleries;
  readonly promote: Promote;
  readonly pool: PoolBrowser;
  readonly costs: CostReports;
};

type OnGeneration = Extract<Action, { generation: string }>;

/** Every button and form of every surface ends here: who may, on what, then the use case. */
export class Press {
  readonly #parts: PressParts;

  constructor(parts: PressParts) {
    this.#parts = parts;
  }

  /**
   * `values` are a form's answers, undefined when a button was pressed. With the key that its sender gave it, the same
   * press again does nothing and is answered as before. Throws a `UserError` for what is not ours, not there, not
   * allowed or stale; nothing has changed then.
   */
  async press(
    caller: Caller,
    buttonId: string,
    values?: unknown,
    key: string | null = null,
  ): Promise<PressReply> {
    const { door, once } = this.#parts;
    door.enter(caller);
    const action = decodeAction(buttonId);
    if (action === undefined) throw new UserError('button_unknown');
    const act = () => this.#act(caller, action, values);
    return key === null ? act() : once.run(caller, `${key} ${buttonId}`, act);
  }

  #act(caller: Caller, action: Action, values: unknown): PressReply | Promise<PressReply> {
    if (postsMessage(action)) demandPosting(caller);
    switch (action.type) {
      case 'likes':
        return { type: 'card', card: this.#parts.galleries.likes(caller, action.before).card };
      case 'history':
        return { type: 'card', card: this.#parts.galleries.history(caller, action.before).card };
      case 'costs':
        return { type: 'card', card: this.#parts.costs.of(caller, String(action.days)).card };
      case 'example':
        return this.#example(caller, action.number);
      case 'pair_details':
        return this.#parts.cards.ofPair(caller, this.#pair(caller, action.pair));
      case 'pool':
        return {
          type: 'card',
          card: this.#parts.pool.page(caller, action.shelf, action.page).card,
        };
      case 'pool_entry':
        return this.#parts.pool.entry(caller, action.reference);
      case 'pool_remove':
        return this.#parts.pool.remove(caller, action.reference);
      case 'pool_restore':
        return this.#parts.pool.restore(caller, action.reference);
      case 'promote_confirm':
        return this.#confirm(caller, action.draft);
      case 'vote': {
        const { view } = this.#find(caller, action.generationA);
        return this.#parts.sides.vote(caller, view, pick(action), action.choice);
      }
      default:
        return this.#onGeneration(caller, action, values);
    }
  }

  /** Details of whatever a message of ours shows. Throws a `UserError` for any other message. */
  async detailsOf(caller: Caller, messageId: string): Promise<PressReply> {
    const { generationId: generation, pairId: pair } = this.#postOf(caller, messageId);
    const action: Action =
      generation === null ? { type: 'pair_details', pair } : { type: 'details', generation };
    return this.press(caller, encodeAction(action));
  }

  /** Promote… on the message of an image. Throws a `UserError` for any other message. */
  async promoteOf(caller: Caller, messageId: string): Promise<PressReply> {
    const { generationId: generation, kind } = this.#postOf(caller, messageId);
    if (generation === null || kind !== 'image') throw new UserError('not_an_image');
    return this.press(caller, encodeAction({ type: 'promote', generation }));
  }

  /** Promotes at once, for programs. Throws a `UserError`; nothing has changed then. */
  async promoteNamed(
    caller: Caller,
    generationId: string,
    wanted: { readonly kind: Target['kind']; readonly name: string },
  ): Promise<Promotion> {
    this.#parts.door.enter(caller);
    const { generation } = this.#find(caller, generationId);
    return this.#parts.promote.toNamed(caller, generation, wanted);
  }

  #postOf(caller: Caller, messageId: string): Post {
    const post = this.#parts.store.posts.byMessage(caller.place, messageId);
    if (post === undefined) throw new UserError('not_our_message');
    return post;
  }

  async #confirm(caller: Caller, id: string): Promise<PressReply> {
    const draft = this.#parts.store.promotions.draft(id);
    if (draft === undefined) throw new UserError('choice_too_old');
    const { generation } = this.#find(caller, draft.generationId);
    return this.#parts.promote.confirm(caller, draft, generation);
  }

  #onGeneration(caller: Caller, action: OnGeneration, values: unknown): PressReply {
    const { runs, sides, cards, promote } = this.#parts;
    const { view, generation } = this.#find(caller, action.generation);
    switch (action.type) {
      case 'cancel':
        return sides.cancel(caller, view, generation);
      case 'retry':
        return runs.retry(caller, view, generation);
      case 'reroll':
        return runs.reroll(caller, view, generation);
      case 'regenerate':
        return runs.regenerate(caller, view, generation);
      case 'edit':
        return runs.edit(caller, view, generation, values);
      case 'tone':
        return sides.stage(caller, view, generation, { tone: action.ratio });
      case 'angle':
        return sides.stage(caller, view, generation, { angle: action.ratio });
      case 'delete':
        return sides.remove(caller, view, generation);
      case 'repost':
        return sides.repost(caller, view, generation);
      case 'feedback':
        return sides.feedback(caller, generation, values);
      case 'promote':
        return promote.pick(caller, view, generation);
      case 'promote_to':
        return promote.choose(caller, generation, action.target);
      case 'promote_other':
        return promote.other(caller, generation, values);
      case 'details':
        return cards.ofGeneration(caller, view, generation);
    }
  }

  async #example(caller: Caller, number: 1 | 2 | 3): Promise<PressReply> {
    const { store, generate } = this.#parts;
    const prompt = examplePrompt(number, caller.locale, store.models.default());
    const options = { prompt };
    await generate.accept(caller, { options, attachments: [], requestKey: null });
    return DONE;
  }

  #pair(caller: Caller, id: string): PairView {
    const view = this.#parts.store.pairs.view(id);
    if (view === undefined || !sees(caller, view.pair)) throw new UserError('gone');
    return view;
  }

  #find(caller: Caller, id: string): { view: PairView; generation: Generation } {
    const pairId = this.#parts.store.generations.get(id)?.pairId;
    if (pairId === undefined) throw new UserError('gone');
    const view = this.#pair(caller, pairId);
    const generation = view.generations.find((one) => one.id === id);
    if (generation === undefined) throw new UserError('gone');
    return { view, generation };
  }
}

function pick({ generationA, generationB }: { generationA: string; generationB: string }) {
  return { generationA, generationB };
}
