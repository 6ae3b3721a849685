import type { Generation, PairView } from '../../domain/pair.ts';
import { postOf } from '../../domain/pair-view.ts';
import type { Caller } from '../../domain/person.ts';
import { isStillSet, type PlannedAct } from '../../domain/planned-act.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import { refit, reseed } from '../../plan/freeze.ts';
import { UserError } from '../../words/user-error.ts';
import { inAllLanguages, type Sentences } from '../../words/words.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import type { Intake } from '../base/intake.ts';
import type { Signals } from '../base/signals.ts';
import type { World } from '../base/world.ts';
import type { Rewrites } from '../run/rewrites.ts';
import type { Runs } from '../run/runs.ts';
import { editedDraft, modelBesideTwin } from './edit.ts';

type OwnActParts = Pick<World, 'store' | 'clock' | 'log' | 'queueBudgetMs'> & {
  readonly runs: Pick<Runs, 'startAct' | 'requireOneMore'>;
  readonly rewrites: Pick<Rewrites, 'begin'>;
  readonly intake: Pick<Intake, 'isOpen'>;
  readonly signals: Pick<Signals, 'pair'>;
  readonly lost: Pick<LostPictures, 'without'>;
};

/** What settings of workspaces do by themselves, once it is due. */
export class OwnActs {
  readonly #parts: OwnActParts;

  constructor(parts: OwnActParts) {
    this.#parts = parts;
  }

  /** Call it every second. Each act happens once, or is dropped with a sentence on its message. */
  runDue(): void {
    const { store, clock, intake, log } = this.#parts;
    if (!intake.isOpen) return;
    for (const act of store.acts.due(clock.now())) {
      try {
        this.#run(act);
      } catch (cause) {
        // The storage: nothing was started, and the next tick tries again.
        const { pairId: pair, generationId: generation, kind } = act;
        log.error({ err: cause, pair, generation, kind }, 'an act of a setting was not started');
      }
    }
  }

  #run(act: PlannedAct): void {
    const { store, clock, queueBudgetMs } = this.#parts;
    const view = store.pairs.view(act.pairId);
    const generation = view?.generations.find((one) => one.id === act.generationId);
    if (view === undefined || generation === undefined) return;
    const settings = store.workspaceSettings.of(view.pair.place);
    if (!isStillSet(act, settings)) {
      return this.#drop(act, (say) => say.act_switched_off());
    }
    if (clock.now() - act.dueAt > queueBudgetMs) {
      return this.#drop(act, (say) => say.act_too_late());
    }
    // Without the reason: everybody reads the message.
    if (store.access.isBlocked(view.pair.asker.id)) {
      return this.#drop(act, (say) => say.act_not_allowed());
    }
    const shown = shownState(view, generation);
    if (shown === 'never') return this.#drop(act, null);
    if (shown === 'not_yet') return;
    try {
      if (act.kind === 'auto_rewrite') this.#reword(act, view, generation);
      else this.#start(act, view, generation, this.#draft(act, generation));
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      this.#drop(act, cause.sentence);
    }
  }

  #start(
    act: PlannedAct,
    view: PairView,
    generation: Generation,
    draft: SpecDraft,
    started: (id: string) => void = () => undefined,
  ): void {
    const { store, runs } = this.#parts;
    const claim = () => store.acts.done(act.generationId);
    runs.startAct({ caller: askerOf(view), view, generation, claim, started }, draft, act.kind);
  }

  #draft({ kind, modelId }: PlannedAct, { spec }: Generation): SpecDraft {
    if (kind !== 'fallback') return reseed(spec, spec.seed);
    const model = this.#parts.store.models.get(modelId ?? '');
    if (model === undefined) throw new UserError('model_unavailable', modelId ?? '');
    return refit(spec, model);
  }

  /** Has a safer wording written, and runs it at the tick that finds it. */
  #reword(act: PlannedAct, view: PairView, generation: Generation): void {
    const { store, runs, rewrites, clock, lost } = this.#parts;
    const { id } = generation;
    const before = store.rewrites.get(id);
    if (before === undefined) {
      runs.requireOneMore(askerOf(view), generation.spec);
      rewrites.begin(generation, { by: act.by, bySetting: true });
      return this.#changed(act.pairId);
    }
    // An earlier process may have asked: the ledger knows whether that was paid.
    if (before.state === 'asked') return void rewrites.begin(generation, before);
    // The message says why there is none, or somebody has decided about it.
    if (before.state !== 'ready' || before.rewritten === null) return this.#drop(act, null);
    const model = modelBesideTwin(store, view.pair, generation);
    const change = { prompt: before.rewritten };
    const pool = lost.without(store.pool.snapshot());
    const draft = editedDraft(view.pair, generation, change, pool, model);
    this.#start(act, view, generation, draft, (resultId) => {
      if (store.rewrites.used(id, 'sent', resultId, clock.now())) return;
      throw new UserError('not_available');
    });
  }

  #changed(pairId: string): void {
    this.#parts.store.pairs.touch(pairId);
    this.#parts.signals.pair(pairId);
  }

  #drop({ generationId, pairId }: PlannedAct, why: ((say: Sentences) => string) | null): void {
    const { store, signals } = this.#parts;
    const isDropped = store.transaction(() => {
      if (!store.acts.drop(generationId, why && inAllLanguages(why))) return false;
      store.pairs.touch(pairId);
      return true;
    });
    if (isDropped) signals.pair(pairId);
  }
}

/** The asker, with the roles of that time. */
function askerOf({ pair }: PairView): Caller {
  const { asker: person, askerRoles: roles, place, locale } = pair;
  return { person, place, roles, admin: false, locale };
}

/** Whether people see the message that says what is about to happen: nothing is paid for before, nor where nothing is shown. */
function shownState(view: PairView, { id }: Generation): 'yes' | 'not_yet' | 'never' {
  const states = [view.pair.id, id].map((one) => postOf(view, one)?.state ?? 'intended');
  if (states.every((one) => one === 'posted')) return 'yes';
  return states.every((one) => ['posted', 'intended', 'again'].includes(one)) ? 'not_yet' : 'never';
}
