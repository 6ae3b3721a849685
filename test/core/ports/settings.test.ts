import { describe, expect, it } from 'vitest';
import { settingKey } from '../../../src/core/ports/settings.ts';

const PLACE = { surface: 'discord', workspace: 'w1', channel: 'c1', thread: 't1' } as const;

describe('the key of a setting', () => {
  it.each([
    [settingKey.spoiler(PLACE), 'spoiler.discord.w1.c1'],
    [settingKey.toldUnusable(PLACE), 'told.discord.w1.c1'],
    [settingKey.greeted(PLACE), 'first-run.discord.w1'],
    [settingKey.discordUpload('w1'), 'discord.upload.w1'],
    [settingKey.discordCommands('7', 'w1'), 'discord.commands.7.w1'],
    [settingKey.discordCommands('7', null), 'discord.commands.7.everywhere'],
  ])('stays %s, because databases hold it', (key, stored) => {
    expect(key).toBe(stored);
  });
});
