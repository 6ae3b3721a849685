import type { Interaction } from 'discord.js';
import { type ActionType, decodeAction } from '../../core/chat/action.ts';
import { UserError } from '../../core/words/user-error.ts';
import { botPermissions } from './identity.ts';
import { missing } from './permissions.ts';

/** Presses after which a message has to be posted. */
const POSTING: ReadonlySet<ActionType> = new Set([
  'retry',
  'reroll',
  'regenerate',
  'edit',
  'repost',
  'example',
]);

/** Nothing is run, and paid for, where its image could not be posted. Throws a `UserError`. */
export function demandPosting(interaction: Interaction, buttonId: string): void {
  const type = decodeAction(buttonId)?.type;
  if (type !== undefined && POSTING.has(type)) demandPermissions(interaction);
}

/** Throws a `UserError` that names what the bot may not do here. */
export function demandPermissions(interaction: Interaction): void {
  const lacking = missingHere(interaction);
  if (lacking.length > 0) throw new UserError(403, 'bot_needs', lacking.join(', '));
}

/** In direct channels Discord tells of no permissions, and the bot may answer there. */
export function missingHere(interaction: Interaction): readonly string[] {
  if (interaction.guildId === null) return [];
  const isThread = interaction.channel?.isThread() === true;
  return missing(botPermissions(interaction), isThread ? 'thread' : 'channel');
}
