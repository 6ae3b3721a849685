import type { World } from '../base/world.ts';
import { z } from 'zod';
import { editForm } from '../../cards/forms.ts';
import { choiceOf } from '../../domain/experiment.ts';
import { fairModel, reseed, restage } from '../../plan/freeze.ts';
import { newestOf, retryHelps } from '../../domain/pair-view.ts';
import type { Model } from '../../domain/model.ts';
import type { Generation, Pair, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { checkPreset, checkPrompt } from '../../plan/request.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import { UserError } from '../../words/user-error.ts';
import { demandControl, demandImage } from '../base/door.ts';
import { editedDraft, type Change } from './edit.ts';
import { recipeHash } from '../run/new-generation.ts';
import { poolSnapshot } from '../base/pool-snapshot.ts';
import { DONE, type PressReply } from '../base/reply.ts';
import type { Runs } from '../run/runs.ts';

export type RunPressParts = Pick<World, 'store' | 'digest' | 'seed'> & {
  readonly runs: Runs;
};

/** What the Edit… form sends. An empty angle or lens means none. */
const editSchema = z.object({
  prompt: z.string(),
  angle: z.string().default(''),
  lens: z.string().default(''),
});

/** Retry, Re-roll, Regenerate and Edit…: the buttons that run a side again. */
export class RunPresses {
  readonly #parts: RunPressParts;

  constructor(parts: RunPressParts) {
    this.#parts = parts;
  }

  /** Same spec, same seed, for an ending that another try can change. */
  retry(caller: Caller, view: PairView, from: Generation): PressReply {
    demandControl(caller, view.pair);
    if (newestOf(view, from.side)?.id !== from.id) throw new UserError('not_available');
    if (from.endedAt === null) throw new UserError('already_running');
    if (!retryHelps(from)) throw new UserError('not_available');
    return this.#start(caller, view, from, draftOf(from), 'retry');
  }

  /** Same spec, new seed. */
  reroll(caller: Caller, view: PairView, from: Generation): PressReply {
    demandControl(caller, view.pair);
    demandImage(from);
    return this.#start(caller, view, from, reseed(from.spec, this.#parts.seed()), 'reroll');
  }

  /** The staged ratios with the same reference images; nothing is classified again. */
  regenerate(caller: Caller, view: PairView, from: Generation): PressReply {
    demandControl(caller, view.pair);
    demandImage(from);
    const { staged, spec } = from;
    if (staged.tone === spec.toneRatio && staged.angle === spec.angleRatio) {
      throw new UserError('ratios_unchanged');
    }
    return this.#start(caller, view, from, restage(spec, staged, this.#model(from)), 'regenerate');
  }

  /** Without values: the form. With them: runs the side as the form says. */
  edit(caller: Caller, view: PairView, from: Generation, values: unknown): PressReply {
    demandControl(caller, view.pair);
    if (from.deletedAt !== null) throw new UserError('image_deleted');
    if (from.endedAt === null) throw new UserError('already_running');
    if (values === undefined) {
      return { type: 'form', form: editForm(from, { locale: caller.locale }) };
    }
    const parsed = editSchema.safeParse(values);
    if (!parsed.success) throw new UserError('option_invalid', 'form', 'prompt, angle, lens');
    const { prompt, angle, lens } = parsed.data;
    return this.change(caller, view, from, {
      prompt: checkPrompt(prompt),
      angle: checkPreset('angle', angle),
      lens: checkPreset('lens', lens),
    });
  }

  /** Runs the side with something changed; with nothing changed, with a new seed. */
  change(caller: Caller, view: PairView, from: Generation, change: Change): PressReply {
    demandControl(caller, view.pair);
    const { store, digest, seed } = this.#parts;
    const model = this.#besideTwin(view.pair, from);
    const draft = editedDraft(view.pair, from, change, poolSnapshot(store), model);
    const same = recipeHash(draft, digest) === from.recipeHash && from.image !== null;
    return this.#start(caller, view, from, same ? reseed(draft, seed()) : draft, 'edit');
  }

  #model({ spec }: Generation): Model {
    const model = this.#parts.store.models.get(spec.modelId);
    if (model === undefined) throw new UserError('model_unavailable', spec.model);
    return model;
  }

  /** The side's model, which takes no more references than its twin's: as when the pair was made. */
  #besideTwin(pair: Pair, from: Generation): Model {
    const model = this.#model(from);
    const { modelId } = choiceOf(pair, from.side === 'A' ? 'B' : 'A');
    return fairModel(model, this.#parts.store.models.get(modelId) ?? model);
  }

  #start(
    caller: Caller,
    view: PairView,
    from: Generation,
    draft: SpecDraft,
    origin: 'retry' | 'reroll' | 'regenerate' | 'edit',
  ): PressReply {
    this.#parts.runs.start(caller, { view, from, draft, origin });
    return DONE;
  }
}

function draftOf({ spec }: Generation): SpecDraft {
  return reseed(spec, spec.seed);
}
