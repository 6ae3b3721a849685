import { encodeAction } from '../../chat/action.ts';
import { editForm } from '../../cards/forms.ts';
import { rewriteCard } from '../../cards/rewrite.ts';
import { MAX_GENERATIONS, mayRun } from '../../domain/limits.ts';
import { newestOf } from '../../domain/pair-view.ts';
import { isLive } from '../../domain/side.ts';
import type { Rewrite } from '../../domain/rewrite.ts';
import { UserError } from '../../words/user-error.ts';
import type { World } from '../base/world.ts';
import type { Controlled } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';
import type { Signals } from '../base/signals.ts';
import type { Rewrites } from '../run/rewrites.ts';
import type { Runs } from '../run/runs.ts';
import { cardContext, type ContextParts } from '../show/card-context.ts';
import { readEdit, type RunPresses } from './press-runs.ts';

export type RewritePressParts = ContextParts &
  Pick<World, 'clock'> & {
    readonly rewrites: Rewrites;
    readonly runs: Pick<RunPresses, 'change'>;
    readonly limits: Pick<Runs, 'requireOneMore'>;
    readonly signals: Signals;
  };

/**
 * Rewrite & retry, and the buttons of its private card. A press that comes too late changes nothing and shows what became of the
 * wording. Every member throws a `UserError`.
 */
export class RewritePresses {
  readonly #parts: RewritePressParts;

  constructor(parts: RewritePressParts) {
    this.#parts = parts;
  }

  /** Shows the wording, and has one written first when there is none: the reply then is `pending`. */
  ask(on: Controlled): PressReply {
    const { caller, generation } = on;
    const before = this.#of(generation.id);
    if (before === undefined || before.why === 'resting') this.#requireRunnable(on);
    const asker = { by: caller.person, bySetting: false };
    return this.#shown(on, this.#parts.rewrites.begin(generation, asker));
  }

  /** As `ask` would answer once the text model has ended. */
  async settled(on: Controlled): Promise<PressReply> {
    return this.#shown(on, await this.#parts.rewrites.settled(on.generation.id));
  }

  /** Runs the side with the wording. */
  send(on: Controlled): PressReply {
    const ready = this.#ready(on);
    if (ready === undefined) return this.#again(on);
    this.#run(on, { prompt: ready }, 'sent');
    return this.#again(on);
  }

  /** Without values: the form, filled with the wording. With them: runs the side as the form says. */
  edit(on: Controlled, values: unknown): PressReply {
    const ready = this.#ready(on);
    if (ready === undefined) return this.#again(on);
    const { caller, generation, view } = on;
    if (values === undefined) {
      const { locale } = caller;
      const id = encodeAction({ type: 'rewrite_edit', generation: generation.id });
      const form = editForm(generation, view.pair.own, { locale, prompt: ready, id });
      return { type: 'form', form };
    }
    this.#run(on, readEdit(values, on), 'edited');
    return this.#again(on);
  }

  /** Lets the wording go. */
  discard(on: Controlled): PressReply {
    const { store, signals, clock } = this.#parts;
    const { id, pairId } = on.generation;
    store.transaction(() => {
      if (store.rewrites.discarded(id, clock.now())) store.pairs.touch(pairId);
    });
    signals.pair(pairId);
    return this.#again(on);
  }

  /** Throws a `UserError` when no wording could run: nobody pays for one then. */
  #requireRunnable(on: Controlled): void {
    requireNewest(on);
    const { caller, view, generation } = on;
    const may = mayRun(view.generations, generation.side, generation.recipeHash);
    if (may === 'side_full') throw new UserError('side_full', MAX_GENERATIONS);
    this.#parts.limits.requireOneMore(caller, generation.spec);
  }

  /** The wording, when it is still to be decided about; undefined when somebody has decided. */
  #ready(on: Controlled): string | undefined {
    const rewrite = this.#of(on.generation.id);
    if (rewrite === undefined) throw new UserError('not_available');
    if (rewrite.state !== 'ready' || rewrite.rewritten === null) return undefined;
    requireNewest(on);
    return rewrite.rewritten;
  }

  #run(on: Controlled, change: Parameters<RunPresses['change']>[1], how: 'sent' | 'edited'): void {
    const { store, clock, runs } = this.#parts;
    const { id } = on.generation;
    const used = (resultId: string) => {
      if (!store.rewrites.used(id, how, resultId, clock.now()))
        throw new UserError('not_available');
    };
    runs.change(on, change, { origin: how === 'sent' ? 'rewrite' : 'edit', started: used });
  }

  #of(generationId: string): Rewrite | undefined {
    return this.#parts.store.rewrites.get(generationId);
  }

  /** What became of the wording, read anew. */
  #again({ caller, view, generation }: Controlled): PressReply {
    const { store } = this.#parts;
    const rewrite = this.#of(generation.id);
    if (rewrite === undefined) throw new UserError('not_available');
    const now = store.pairs.view(view.pair.id) ?? view;
    return this.#shown({ caller, view: now, generation }, rewrite);
  }

  #shown({ caller, view, generation }: Shown, rewrite: Rewrite): PressReply {
    const context = cardContext(this.#parts, caller.locale);
    const card = rewriteCard(view, generation, rewrite, context);
    if (rewrite.state !== 'asked') return { type: 'card', card };
    const pending = encodeAction({ type: 'rewrite', generation: generation.id });
    return { type: 'card', card, pending };
  }
}

type Shown = Pick<Controlled, 'caller' | 'view' | 'generation'>;

/** Throws a `UserError` when the side has run again since. */
function requireNewest({ view, generation }: Controlled): void {
  const newest = newestOf(view, generation.side);
  if (newest?.id === generation.id) return;
  throw new UserError(
    newest !== undefined && isLive(newest.state) ? 'already_running' : 'not_available',
  );
}
