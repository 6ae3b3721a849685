import type { Person } from '../../domain/person.ts';
import { isStillSet, settingOf } from '../../domain/planned-act.ts';
import {
  OFF,
  type SettingName,
  takesValue,
  valuesOf,
  type Workspace,
} from '../../domain/workspace-setting.ts';
import { BUILT_IN } from '../../domain/model.ts';
import { UserError } from '../../words/user-error.ts';
import { inAllLanguages } from '../../words/words.ts';
import type { World } from '../base/world.ts';

/** A setting to change. */
export interface SettingChange {
  readonly name: SettingName;
  readonly value: string;
  readonly by: Person;
}

/** Changes the settings of workspaces, for admins and the command line. */
export class SettingKeeper {
  readonly #parts: Pick<World, 'store' | 'clock'>;

  constructor(parts: Pick<World, 'store' | 'clock'>) {
    this.#parts = parts;
  }

  /**
   * Sets it, and drops the planned acts that it does not allow any more. Returns the ids of their pairs. A value that it has
   * already changes nothing. Throws a `UserError` for a value that it does not take.
   */
  set(workspace: Workspace, { name, value, by }: SettingChange): readonly string[] {
    const { store, clock } = this.#parts;
    if (!takesValue(name, value)) {
      throw new UserError('option_invalid', value, valuesOf(name).join(', '));
    }
    if (name === 'fallback_model' && value !== OFF) this.#requireModel(value);
    return store.transaction(() => {
      const before = store.workspaceSettings.of(workspace).find((one) => one.name === name);
      if ((before?.value ?? OFF) === value) return [];
      store.workspaceSettings.put(workspace, { name, value, by, at: clock.now() });
      return this.#dropActs(workspace, name);
    });
  }

  #requireModel(id: string): void {
    const model = this.#parts.store.models.get(id);
    // Samples never stand in for a vendor's model: the card does not offer them either.
    if (model?.active === true && model.provider !== BUILT_IN) return;
    throw new UserError('model_unavailable', model?.displayName ?? id);
  }

  #dropActs(workspace: Workspace, name: SettingName): readonly string[] {
    const { store } = this.#parts;
    const settings = store.workspaceSettings.of(workspace);
    const dropped = store.acts
      .plannedIn(workspace)
      .filter((act) => settingOf(act.kind) === name && !isStillSet(act, settings));
    for (const { generationId, pairId } of dropped) {
      store.acts.drop(
        generationId,
        inAllLanguages((say) => say.act_switched_off()),
      );
      store.pairs.touch(pairId);
    }
    return dropped.map(({ pairId }) => pairId);
  }
}
