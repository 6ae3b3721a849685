import { settingsCard } from '../../cards/settings.ts';
import type { Card } from '../../chat/card.ts';
import { fallbackModels } from '../../plan/model-offer.ts';
import type { SettingName } from '../../domain/workspace-setting.ts';
import { settingKey } from '../../ports/settings.ts';
import type { Admin, Admitted } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';
import type { Signals } from '../base/signals.ts';
import type { World } from '../base/world.ts';
import { SettingKeeper } from '../rows/setting-keeper.ts';
import type { Served } from '../run/served.ts';

type SettingParts = Pick<World, 'store' | 'clock' | 'surfaces'> & {
  readonly served: Pick<Served, 'providers'>;
  readonly signals: Pick<Signals, 'pair'>;
};

/** `/diptych settings`: what the hub does by itself in a workspace. Everybody reads it, admins change it. */
export class WorkspaceSettingCards {
  readonly #parts: SettingParts;
  readonly #keeper: SettingKeeper;

  constructor(parts: SettingParts) {
    this.#parts = parts;
    this.#keeper = new SettingKeeper(parts);
  }

  card({ place, admin, locale }: Admitted): Card {
    const { store, served, surfaces } = this.#parts;
    const hidesPictures = surfaces.get(place.surface)?.hidesPictures === true;
    const isSpoiler = store.settings.get(settingKey.spoiler(place)) === 'on';
    return settingsCard({
      settings: store.workspaceSettings.of(place),
      models: fallbackModels(store.models.list(), served.providers),
      modelName: (id) => store.models.get(id)?.displayName ?? id,
      spoiler: hidesPictures ? isSpoiler : null,
      mayChange: admin,
      locale,
    });
  }

  /** Throws a `UserError` for a value that the setting does not take. */
  set(caller: Admin, name: SettingName, value: string): PressReply {
    const { person: by, place } = caller;
    const changed = this.#keeper.set(place, { name, value, by });
    for (const pairId of changed) this.#parts.signals.pair(pairId);
    return { type: 'card', card: this.card(caller) };
  }
}
