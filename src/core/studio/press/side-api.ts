import { z } from 'zod';
import { findNamed } from '../../domain/names.ts';
import { newestOf } from '../../domain/pair-view.ts';
import type { Caller } from '../../domain/person.ts';
import type { Reference } from '../../domain/reference.ts';
import type { Store } from '../../ports/store.ts';
import { checkPrompt } from '../../plan/request.ts';
import { SIDES } from '../../domain/side.ts';
import { RATIOS } from '../../domain/spec.ts';
import { UserError } from '../../words/user-error.ts';
import { demandControl, type Door } from '../base/door.ts';
import type { Change } from './edit.ts';
import type { RunPresses } from './press-runs.ts';

/** One by one, so that the API's description names them all. */
const ratioSchema = z.union(RATIOS.map((ratio) => z.literal(ratio)));

/** Running one side again by name: the body of `POST /api/generate-side`. */
export const sideRunSchema = z.strictObject({
  batch_id: z.string().min(1),
  side: z.enum(SIDES),
  prompt_override: z.string().optional(),
  injection_override: z
    .strictObject({
      category: z.string().optional(),
      reference_ids: z.array(z.string()).max(14).optional(),
      tone_ratio: ratioSchema.optional(),
      angle_ratio: ratioSchema.optional(),
    })
    .optional(),
});
export type SideRun = z.infer<typeof sideRunSchema>;

/** Runs a side of a pair: as it was (Retry or Re-roll), or with something changed (Edit…). */
export class SideApi {
  readonly #store: Store;
  readonly #door: Door;
  readonly #runs: RunPresses;

  constructor(parts: { store: Store; door: Door; runs: RunPresses }) {
    this.#store = parts.store;
    this.#door = parts.door;
    this.#runs = parts.runs;
  }

  /** Throws a `UserError`, and then nothing has changed. */
  run(caller: Caller, run: SideRun): void {
    const admitted = this.#door.enter(caller);
    const view = this.#door.pair(admitted, run.batch_id);
    const generation = newestOf(view, run.side);
    if (generation === undefined) throw new UserError('not_available');
    const change = this.#change(run);
    const on = demandControl({ caller: admitted, view, generation });
    if (Object.keys(change).length > 0) this.#runs.change(on, change);
    else if (generation.image === null) this.#runs.retry(on);
    else this.#runs.reroll(on);
  }

  #change({ prompt_override: prompt, injection_override: injection = {} }: SideRun): Change {
    const { category, reference_ids: ids, tone_ratio: tone, angle_ratio: angle } = injection;
    return {
      ...(prompt === undefined ? {} : { prompt: checkPrompt(prompt) }),
      ...(category === undefined ? {} : { category: this.#category(category) }),
      ...(ids === undefined ? {} : { references: this.#references(ids) }),
      ...(tone === undefined ? {} : { toneRatio: tone }),
      ...(angle === undefined ? {} : { angleRatio: angle }),
    };
  }

  #category(name: string): string {
    const known = this.#store.pool.categories();
    const found = findNamed(known, name);
    if (found !== undefined) return found.slug;
    const names = known.map((category) => category.displayName).join(', ');
    throw new UserError('category_unknown', name, names);
  }

  #references(ids: readonly string[]): readonly Reference[] {
    const found = ids.map((id) => this.#store.pool.get(id));
    const missing = ids.filter((_, index) => found[index] === undefined);
    if (missing.length > 0) throw new UserError('references_unknown', missing.join(', '));
    return found.filter((reference) => reference !== undefined);
  }
}
