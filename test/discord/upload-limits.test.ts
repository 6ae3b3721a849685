import { GuildPremiumTier } from 'discord.js';
import { expect, it } from 'vitest';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { newStore } from '../storage/sample-rows.ts';

const MEGABYTE = 1024 * 1024;
const guild = (premiumTier: GuildPremiumTier) => ({ premiumTier });

it('a server takes of the bot what its boosts allow, whoever acts, and it is kept', () => {
  const { settings } = newStore();
  const limits = new UploadLimits(settings);
  const home = { workspace: '1' };
  expect(limits.of(home)).toBe(10 * MEGABYTE);
  limits.learn(home, guild(GuildPremiumTier.None), 500 * MEGABYTE);
  expect(limits.of(home)).toBe(10 * MEGABYTE);
  limits.learn(home, guild(GuildPremiumTier.Tier2), 500 * MEGABYTE);
  expect(new UploadLimits(settings).of(home)).toBe(50 * MEGABYTE);
  limits.learn({ workspace: 'dm-1' }, null, 500 * MEGABYTE);
  expect(limits.of({ workspace: 'dm-1' })).toBe(10 * MEGABYTE);
});
