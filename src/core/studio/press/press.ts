import type { World } from '../base/world.ts';
import {
  type Action,
  decodeAction,
  encodeAction,
  type ExampleNumber,
  postsMessage,
} from '../../chat/action.ts';
import type { Card } from '../../chat/card.ts';
import { examplePrompt } from '../../cards/first-run.ts';
import type { Post } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { Promotion, Target } from '../../domain/pool.ts';
import { UserError } from '../../words/user-error.ts';
import type { ActPresses } from './press-act.ts';
import type { WorkspaceSettingCards } from './workspace-settings.ts';
import type { CostReports } from './costs.ts';
import {
  type Admitted,
  requireAdmin,
  requireControl,
  requirePosting,
  type Door,
  type OnGeneration,
} from '../base/door.ts';
import type { Once } from '../base/once.ts';
import type { Galleries } from './galleries.ts';
import type { Generate } from '../ask/generate.ts';
import type { PoolBrowser } from '../pool/pool-browser.ts';
import type { PrivateCards } from './private-cards.ts';
import type { Promote } from '../pool/promote.ts';
import type { RunPresses } from './press-runs.ts';
import type { RewritePresses } from './press-rewrite.ts';
import type { Reviews } from './reviews.ts';
import type { SidePresses } from './press-side.ts';
import { DONE, type PressReply } from '../base/reply.ts';

export type PressParts = Pick<World, 'store'> & {
  readonly door: Door;
  readonly once: Once;
  readonly generate: Generate;
  readonly runs: RunPresses;
  readonly rewrites: RewritePresses;
  readonly reviews: Reviews;
  readonly sides: SidePresses;
  readonly cards: PrivateCards;
  readonly galleries: Galleries;
  readonly promote: Promote;
  readonly pool: PoolBrowser;
  readonly costs: CostReports;
  readonly settings: WorkspaceSettingCards;
  readonly acts: ActPresses;
};

type GenerationAction = Extract<Action, { generation: string }>;

/** Runs the use case of every button and form of every surface, once its checks have passed. */
export class Press {
  readonly #parts: PressParts;

  constructor(parts: PressParts) {
    this.#parts = parts;
  }

  /** `act` for the button or form of that id. Throws a `UserError` also for an id that is not ours. */
  async press(
    caller: Caller,
    buttonId: string,
    values?: unknown,
    key: string | null = null,
  ): Promise<PressReply> {
    const action = decodeAction(buttonId);
    if (action === undefined) throw new UserError('button_unknown');
    return this.act(caller, action, values, key);
  }

  /**
   * `values` are a form's answers, undefined when a button was pressed. With the key that its sender gave it, the same
   * action again does nothing and is answered as before. Throws a `UserError` for what is not there, not allowed or
   * stale; nothing has changed then. Rejects with the disk's fault when the change may not outlive a power cut.
   */
  async act(
    somebody: Caller,
    action: Action,
    values?: unknown,
    key: string | null = null,
  ): Promise<PressReply> {
    const { door, once } = this.#parts;
    const caller = door.enter(somebody);
    const run = () => this.#run(caller, action, values);
    if (key === null) return this.#kept(run());
    // The button that opens a form and the form itself have one action.
    const step = values === undefined ? 'press' : 'form';
    const what = `${step} ${encodeAction(action)}`;
    return this.#kept(once.run(caller, { key, what, values }, run));
  }

  /** What a press did, or shows, is on the disk before anybody learns of it. */
  async #kept<T>(act: T | Promise<T>): Promise<T> {
    const reply = await act;
    await this.#parts.store.durable();
    return reply;
  }

  /**
   * What becomes of a reply that was `pending`: resolves when that is known, within half a minute. Throws a `UserError` as `press`
   * does. Changes nothing, and may be asked for again.
   */
  async settled(somebody: Caller, buttonId: string): Promise<PressReply> {
    const action = decodeAction(buttonId);
    if (action?.type !== 'rewrite') throw new UserError('button_unknown');
    const { door, rewrites } = this.#parts;
    const on = door.generation(door.enter(somebody), action.generation);
    return this.#kept(rewrites.settled(requireControl(on)));
  }

  /** Details of what a message of ours shows. Throws a `UserError` for any other message. */
  async detailsOf(somebody: Caller, messageId: string): Promise<PressReply> {
    const caller = this.#parts.door.enter(somebody);
    const { generationId: generation, pairId: pair } = this.#postOf(caller, messageId);
    if (generation === null) return this.#kept(this.#run(caller, { type: 'pair_details', pair }));
    return this.#kept(this.#run(caller, { type: 'details', generation }));
  }

  /** Promote… on the message of an image. Throws a `UserError` for any other message. */
  async promoteOf(somebody: Caller, messageId: string): Promise<PressReply> {
    const caller = this.#parts.door.enter(somebody);
    const { generationId: generation, kind } = this.#postOf(caller, messageId);
    if (generation === null || kind !== 'image') throw new UserError('not_an_image');
    return this.#kept(this.#run(caller, { type: 'promote', generation }));
  }

  /** Promotes at once, for programs. Throws a `UserError`; nothing has changed then. */
  async promoteNamed(
    caller: Caller,
    generationId: string,
    wanted: { readonly kind: Target['kind']; readonly name: string },
  ): Promise<Promotion> {
    const { door, promote } = this.#parts;
    const on = door.generation(door.enter(caller), generationId);
    return this.#kept(promote.toNamed(on, wanted));
  }

  #postOf(caller: Admitted, messageId: string): Post {
    const post = this.#parts.store.posts.byMessage(caller.place, messageId);
    if (post === undefined) throw new UserError('not_our_message');
    return post;
  }

  #run(caller: Admitted, action: Action, values?: unknown): PressReply | Promise<PressReply> {
    if (postsMessage(action)) requirePosting(caller);
    const { door, galleries, costs, reviews, cards, pool, sides, settings } = this.#parts;
    switch (action.type) {
      case 'likes':
        return asReply(galleries.likes(caller, action.before));
      case 'history':
        return asReply(galleries.history(caller, action.before));
      case 'review':
        return asReply(reviews.page(caller, action.before));
      case 'costs':
        return asReply(costs.of(caller, String(action.days)));
      case 'setting':
        return settings.set(requireAdmin(caller), action.name, action.value);
      case 'pool':
        return asReply(pool.page(caller, action.shelf, action.page));
      case 'pool_entry':
        return pool.entry(caller, action.reference);
      case 'pool_remove':
        return pool.remove(caller, action.reference);
      case 'pool_restore':
        return pool.restore(caller, action.reference);
      case 'example':
        return this.#example(caller, action.number);
      case 'ask_again':
        return this.#again(caller, action.pair);
      case 'pair_details':
        return cards.ofPair(caller, door.pair(caller, action.pair));
      case 'promote_confirm':
        return this.#confirm(caller, action.draft);
      case 'vote':
        return sides.vote(door.generation(caller, action.generationA), action);
      default:
        return this.#runOn(door.generation(caller, action.generation), action, values);
    }
  }

  #runOn(on: OnGeneration, action: GenerationAction, values: unknown): PressReply {
    const { runs, rewrites, sides, cards, promote, acts } = this.#parts;
    switch (action.type) {
      case 'cancel':
        return sides.cancel(requireControl(on));
      case 'act_cancel':
        return acts.cancel(requireControl(on));
      case 'retry':
        return runs.retry(requireControl(on));
      case 'reroll':
        return runs.reroll(requireControl(on));
      case 'regenerate':
        return runs.regenerate(requireControl(on));
      case 'edit':
        return runs.edit(requireControl(on), values);
      case 'rewrite':
        return rewrites.ask(requireControl(on));
      case 'rewrite_send':
        return rewrites.send(requireControl(on));
      case 'rewrite_edit':
        return rewrites.edit(requireControl(on), values);
      case 'rewrite_discard':
        return rewrites.discard(requireControl(on));
      case 'tone':
        return sides.stage(requireControl(on), { tone: action.ratio });
      case 'angle':
        return sides.stage(requireControl(on), { angle: action.ratio });
      case 'delete':
        return sides.askRemoval(requireControl(on));
      case 'delete_confirm':
        return sides.remove(requireControl(on));
      case 'repost':
        return sides.repost(requireControl(on));
      case 'feedback':
        return sides.feedback(on, values);
      case 'promote':
        return promote.pick(on);
      case 'promote_to':
        return promote.choose(on, action.target);
      case 'promote_other':
        return promote.other(on, values);
      case 'details':
        return cards.ofGeneration(on);
    }
  }

  async #confirm(caller: Admitted, id: string): Promise<PressReply> {
    const { store, door, promote } = this.#parts;
    const draft = store.promotions.draft(id);
    if (draft === undefined) throw new UserError('choice_too_old');
    return promote.confirm(door.generation(caller, draft.generationId), draft);
  }

  async #again(caller: Admitted, pairId: string): Promise<PressReply> {
    await this.#parts.generate.again(caller, pairId);
    return DONE;
  }

  async #example(caller: Admitted, number: ExampleNumber): Promise<PressReply> {
    const { store, generate } = this.#parts;
    const prompt = examplePrompt(number, caller.locale, store.models.default());
    await generate.accept(caller, { options: { prompt }, attachments: [], requestKey: null });
    return DONE;
  }
}

function asReply({ card }: { readonly card: Card }): PressReply {
  return { type: 'card', card };
}
