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

/** Bytes that a place takes in one message, as interactions report it. Survives restarts. */
export class UploadLimits {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  of({ workspace }: Pick<Place, 'workspace'>): number {
    const kept = Number(this.#settings.get(settingKey.discordUpload(workspace)));
    return Number.isInteger(kept) && kept > 0 ? kept : UPLOAD_BYTES;
  }

  /** `personal` is the limit of the acting person, which may be higher than the bot's. */
  learn(
    place: Pick<Place, 'workspace'>,
    guild: { readonly premiumTier: GuildPremiumTier } | null,
    personal: number,
  ): void {
    const bytes = Math.min(personal, guild === null ? UPLOAD_BYTES : BY_TIER[guild.premiumTier]);
    if (bytes > 0 && this.of(place) !== bytes) {
      this.#settings.put(settingKey.discordUpload(place.workspace), String(bytes));
    }
  }
}
