import { GuildPremiumTier } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { UploadLimits } from '../../src/bots/discord/upload-limits.ts';
import { newStore } from '../storage/sample-rows.ts';

const MEGABYTE = 1024 * 1024;
const home = { workspace: '1' };
const guild = (premiumTier: GuildPremiumTier) => ({ premiumTier });

describe('how much a place takes', () => {
  it.each([
    ['no boosts', GuildPremiumTier.None, 10],
    ['level 1', GuildPremiumTier.Tier1, 10],
    ['level 2', GuildPremiumTier.Tier2, 50],
    ['level 3', GuildPremiumTier.Tier3, 100],
  ])('with %s is what the server takes of the bot, whoever acts', (_what, tier, megabytes) => {
    const { settings } = newStore();
    new UploadLimits(settings).learn(home, guild(tier), 500 * MEGABYTE);
    expect(new UploadLimits(settings).of(home)).toBe(megabytes * MEGABYTE);
  });

  it('is less where less was told', () => {
    const limits = new UploadLimits(newStore().settings);
    limits.learn(home, guild(GuildPremiumTier.Tier3), 25 * MEGABYTE);
    expect(limits.of(home)).toBe(25 * MEGABYTE);
    expect(limits.of({ workspace: '2' })).toBe(10 * MEGABYTE);
  });

  it('in a direct channel is what everybody may send', () => {
    const limits = new UploadLimits(newStore().settings);
    limits.learn({ workspace: 'dm-1' }, null, 500 * MEGABYTE);
    expect(limits.of({ workspace: 'dm-1' })).toBe(10 * MEGABYTE);
  });

  it.each(['0', '-5', '1.5', 'many', ''])('is the least there is where “%s” was kept', (kept) => {
    const { settings } = newStore();
    settings.put('discord.upload.1', kept);
    expect(new UploadLimits(settings).of(home)).toBe(10 * MEGABYTE);
  });

  it('is not forgotten for an interaction that tells of nothing', () => {
    const limits = new UploadLimits(newStore().settings);
    limits.learn(home, guild(GuildPremiumTier.Tier2), 50 * MEGABYTE);
    limits.learn(home, guild(GuildPremiumTier.Tier2), 0);
    expect(limits.of(home)).toBe(50 * MEGABYTE);
  });
});
