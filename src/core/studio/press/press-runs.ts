import type { World } from '../base/world.ts';
import { z } from 'zod';
import { editForm, keptOwn } from '../../cards/forms.ts';
import { MAX_OPTION } from '../../domain/limits.ts';
import { reseed, restage } from '../../plan/freeze.ts';
import { newestOf, ofSide, retryHelps } from '../../domain/pair-view.ts';
import type { Model } from '../../domain/model.ts';
import type { Generation, Origin } from '../../domain/pair.ts';
import type { ActKind } from '../../domain/planned-act.ts';
import { checkPreset, checkPrompt } from '../../plan/request.ts';
import { sameRecipe, stagedChanges } from '../../domain/recipe.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import { shapeRefusal } from '../../words/shape-refusal.ts';
import { UserError } from '../../words/user-error.ts';
import { type Controlled, requireImage } from '../base/door.ts';
import { editedDraft, modelBesideTwin, requireEffect, type Change } from './edit.ts';
import { DONE, type PressReply } from '../base/reply.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import type { Runs } from '../run/runs.ts';

export type RunPressParts = Pick<World, 'store' | 'seed'> & {
  readonly runs: Runs;
  readonly lost: Pick<LostPictures, 'without'>;
};

/** What the Edit… form sends. An empty angle or lens means none. */
const editSchema = z.object({
  prompt: z.string(),
  angle: z.string().max(MAX_OPTION).default(''),
  lens: z.string().max(MAX_OPTION).default(''),
  /** Which own references stay; all of them when the form did not ask. */
  keep: z.string().max(MAX_OPTION).optional(),
});

/** How a changed run is marked, and what joins the transaction that starts it. */
export interface RunMark {
  readonly origin: Exclude<Origin, 'first' | ActKind>;
  readonly started?: (generationId: string) => void;
}

/** What an Edit… form asks for. Throws a `UserError`. */
export function readEdit(values: unknown, { view, generation }: Controlled): Change {
  const parsed = editSchema.safeParse(values);
  if (!parsed.success) throw shapeRefusal(parsed.error, values);
  const { prompt, angle, lens, keep } = parsed.data;
  return {
    prompt: checkPrompt(prompt),
    angle: checkPreset('angle', angle),
    lens: checkPreset('lens', lens),
    own: keptOwn(generation, view.pair.own, keep),
  };
}

/** Retry, Re-roll, Regenerate and Edit…: the buttons that run a side again. Every member throws a `UserError`. */
export class RunPresses {
  readonly #parts: RunPressParts;

  constructor(parts: RunPressParts) {
    this.#parts = parts;
  }

  /** Same spec, same seed, for an ending that another try can change. */
  retry(on: Controlled): PressReply {
    const { view, generation: from } = on;
    if (newestOf(view, from.side)?.id !== from.id) throw new UserError('not_available');
    if (from.endedAt === null) throw new UserError('already_running');
    if (!retryHelps(from)) throw new UserError('not_available');
    return this.#start(on, reseed(from.spec, from.spec.seed), { origin: 'retry' });
  }

  /** Same spec, new seed. */
  reroll(on: Controlled): PressReply {
    requireImage(on.generation);
    return this.#start(on, reseed(on.generation.spec, this.#parts.seed()), { origin: 'reroll' });
  }

  /** The staged ratios with the same reference images; nothing is classified again. */
  regenerate(on: Controlled): PressReply {
    requireImage(on.generation);
    requireStaged(on.generation);
    const { spec, staged } = on.generation;
    const draft = restage(spec, staged, this.#model(on.generation));
    return this.#start(on, this.#unlikeBefore(on, draft), { origin: 'regenerate' });
  }

  /** Without values: the form. With them: runs the side as the form says. */
  edit(on: Controlled, values: unknown): PressReply {
    const { caller, generation, view } = on;
    if (generation.deletedAt !== null) throw new UserError('image_deleted');
    if (generation.endedAt === null) throw new UserError('already_running');
    if (values === undefined) {
      return { type: 'form', form: editForm(generation, view.pair.own, { locale: caller.locale }) };
    }
    return this.change(on, readEdit(values, on));
  }

  /** Runs the side with something changed; with nothing changed, with a new seed. */
  change(on: Controlled, change: Change, mark: RunMark = { origin: 'edit' }): PressReply {
    const { view, generation: from } = on;
    const { store, lost } = this.#parts;
    const model = modelBesideTwin(store, view.pair, from);
    const pool = lost.without(store.pool.snapshot());
    const draft = editedDraft(view.pair, from, change, pool, model);
    requireEffect(change, draft);
    return this.#start(on, this.#unlikeBefore(on, draft), mark);
  }

  /** The draft with a new seed when the side has an image of the same recipe: it would get the same image again. */
  #unlikeBefore({ view }: Controlled, draft: SpecDraft): SpecDraft {
    const isKnown = ofSide(view, draft.side).some(
      (one) => one.image !== null && sameRecipe(one.spec, draft),
    );
    return isKnown ? reseed(draft, this.#parts.seed()) : draft;
  }

  #model({ spec }: Generation): Model {
    const model = this.#parts.store.models.get(spec.modelId);
    if (model === undefined) throw new UserError('model_unavailable', spec.model);
    return model;
  }

  #start(on: Controlled, draft: SpecDraft, { origin, started }: RunMark): PressReply {
    this.#parts.runs.start(on, draft, origin, started);
    return DONE;
  }
}

/** Throws a `UserError` unless a staged ratio makes another image. Older versions staged also those that do not. */
function requireStaged({ spec, staged }: Generation): void {
  const { tone, angle } = stagedChanges({ spec, staged });
  if (tone || angle) return;
  if (staged.angle !== spec.angleRatio) throw new UserError('angle_shapes_nothing');
  throw new UserError(staged.tone === spec.toneRatio ? 'ratios_unchanged' : 'tone_shapes_nothing');
}
