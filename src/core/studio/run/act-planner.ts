import { actAfter } from '../../line/act-after.ts';
import type { Generation } from '../../domain/pair.ts';
import { settingOf } from '../../domain/planned-act.ts';
import { autoRetries, settingOn, type WorkspaceSetting } from '../../domain/workspace-setting.ts';
import type { World } from '../base/world.ts';

type PlannerParts = Pick<World, 'store' | 'clock' | 'random' | 'textModels'>;

/** Plans what the settings of a workspace do about an ending. */
export class ActPlanner {
  readonly #parts: PlannerParts;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
  }

  /** Stores the act that follows the ending, if any does. Joins the transaction that commits the ending. */
  planAfter(ended: Generation): void {
    if (ended.failure === null) return;
    const { store, clock, random } = this.#parts;
    const pair = store.pairs.get(ended.pairId);
    const settings = pair === undefined ? [] : store.workspaceSettings.of(pair.place);
    if (settings.length === 0) return;
    const view = store.pairs.view(ended.pairId);
    const side = view?.generations.filter((one) => one.side === ended.side) ?? [];
    const wish = actAfter(ended, side, this.#allowed(settings), random());
    const by = wish && settingOn(settings, settingOf(wish.kind))?.by;
    if (wish === null || by === undefined || by === null) return;
    const { waitMs, ...act } = wish;
    const { id: generationId, pairId, side: name } = ended;
    const plannedAt = clock.now();
    const times = { plannedAt, dueAt: plannedAt + waitMs };
    const state = { state: 'planned', why: null } as const;
    store.acts.plan({ generationId, pairId, side: name, ...act, by, ...times, ...state });
  }

  #allowed(settings: readonly WorkspaceSetting[]) {
    const { store, textModels } = this.#parts;
    const fallback = settingOn(settings, 'fallback_model')?.value;
    return {
      retries: autoRetries(settings),
      fallback: fallback === undefined ? null : (store.models.get(fallback) ?? null),
      rewrites: settingOn(settings, 'auto_rewrite') !== undefined && textModels.length > 0,
    };
  }
}
