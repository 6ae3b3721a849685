import { MEGABYTE } from '../../core/base/units.ts';
import { GuildPremiumTier } from 'discord.js';
import type { Place } from '../../core/domain/person.ts';
import { settingKey, type Settings } from '../../core/ports/settings.ts';
import { UPLOAD_BYTES } from './limits.ts';

/** Bytes that a server takes of a bot, by how far its members have boosted it. */
const BY_TIER: Readonly<Record<GuildPremiumTier, number>> = {
  [GuildPremiumTier.None]: UPLOAD_BYTES,
  [GuildPremiumTier.Tier1]: UPLOAD_BYTES,
  [GuildPremiumTier.Tier2]: 50 * MEGABYTE,
  [GuildPremiumTier.Tier3]: 100 * MEGABYTE,
};

/** Bytes that a place takes in one message: told by interactions, and kept over restarts. */
export class UploadLimits {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  of({ workspace }: Pick<Place, 'workspace'>): number {
    const kept = Number(this.#settings.get(settingKey.discordUpload(workspace)));
    return Number.isInteger(kept) && kept > 0 ? kept : UPLOAD_BYTES;
  }

  /** `told` is the limit of whoever acted, which may be more than the server takes of a bot. */
  learn(
    place: Pick<Place, 'workspace'>,
    guild: { readonly premiumTier: GuildPremiumTier } | null,
    told: number,
  ): void {
    const bytes = Math.min(told, guild === null ? UPLOAD_BYTES : BY_TIER[guild.premiumTier]);
    if (bytes > 0 && this.of(place) !== bytes) {
      this.#settings.put(settingKey.discordUpload(place.workspace), String(bytes));
    }
  }
}
