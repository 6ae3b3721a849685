import type { World } from '../base/world.ts';
import { findNamed } from '../../domain/names.ts';
import { newestOf } from '../../domain/pair-view.ts';
import type { Caller } from '../../domain/person.ts';
import type { Reference } from '../../domain/reference.ts';
import type { SideName } from '../../domain/side.ts';
import type { Ratio } from '../../domain/spec.ts';
import { checkPrompt } from '../../plan/request.ts';
import { UserError } from '../../words/user-error.ts';
import { requireControl, type Door } from '../base/door.ts';
import type { Once } from '../base/once.ts';
import { DONE } from '../base/reply.ts';
import type { Change } from './edit.ts';
import type { RunPresses } from './press-runs.ts';

/** A side to run again, and its changes as a program names them. */
export interface SideRun {
  readonly pairId: string;
  readonly side: SideName;
  readonly prompt?: string | undefined;
  /** By name or slug. */
  readonly category?: string | undefined;
  /** Ids of the tones to use instead of choosing. */
  readonly references?: readonly string[] | undefined;
  readonly toneRatio?: Ratio | undefined;
  readonly angleRatio?: Ratio | undefined;
}

type SideRunParts = Pick<World, 'store'> & {
  readonly door: Door;
  readonly once: Once;
  readonly runs: RunPresses;
};

/** Runs a side of a pair for a program: as it was (Retry or Re-roll), or with changes (Edit…). */
export class SideRuns {
  readonly #parts: SideRunParts;

  constructor(parts: SideRunParts) {
    this.#parts = parts;
  }

  /** `start` once, however often the request is sent with its key. Rejects with a `UserError` as `start` throws. */
  async startOnce(somebody: Caller, run: SideRun, key: string): Promise<void> {
    const { door, once } = this.#parts;
    const caller = door.enter(somebody);
    await once.run(caller, { key, what: 'side', values: run }, () => {
      this.start(caller, run);
      return DONE;
    });
  }

  /** Throws a `UserError`, and then nothing has changed. */
  start(somebody: Caller, { pairId, side, ...named }: SideRun): void {
    const caller = this.#parts.door.enter(somebody);
    const view = this.#parts.door.pair(caller, pairId);
    const generation = newestOf(view, side);
    if (generation === undefined) throw new UserError('not_available');
    const change = this.#change(named);
    const on = requireControl({ caller, view, generation });
    if (Object.values(change).some((one) => one !== undefined)) this.#parts.runs.change(on, change);
    else if (generation.image === null) this.#parts.runs.retry(on);
    else this.#parts.runs.reroll(on);
  }

  #change({ prompt, category, references, ...ratios }: Omit<SideRun, 'pairId' | 'side'>): Change {
    return {
      ...ratios,
      prompt: prompt === undefined ? undefined : checkPrompt(prompt),
      category: category === undefined ? undefined : this.#category(category),
      references: references === undefined ? undefined : this.#references(references),
    };
  }

  #category(name: string): string {
    const known = this.#parts.store.pool.categories();
    const found = findNamed(known, name);
    if (found !== undefined) return found.slug;
    const names = known.map((category) => category.displayName).join(', ');
    throw new UserError('category_unknown', name, names);
  }

  #references(ids: readonly string[]): readonly Reference[] {
    const found = ids.map((id) => this.#parts.store.pool.get(id));
    const missing = ids.filter((_, index) => found[index] === undefined);
    if (missing.length > 0) throw new UserError('references_unknown', missing.join(', '));
    const references = found.filter((reference) => reference !== undefined);
    for (const { id, kind } of references) {
      if (kind !== 'tone') throw new UserError('reference_no_tone', id, kind);
    }
    requireDistinct(references);
    return references;
  }
}

/** Throws a `UserError` for an image that is named twice, or under two ids. */
function requireDistinct(references: readonly Reference[]): void {
  for (const [index, one] of references.entries()) {
    const twin = references
      .slice(0, index)
      .find(({ id, sha256 }) => id === one.id || (sha256 !== '' && sha256 === one.sha256));
    if (twin !== undefined) throw new UserError('reference_twice', twin.id, one.id);
  }
}
