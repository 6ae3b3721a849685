import { describe, expect, it } from 'vitest';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import { runHub } from '../web/hub.ts';
import { atDiscord, isHeader, isImage, says, stands } from './kit.ts';

describe('the gateway', () => {
  it.each([
    ['drops and resumes', (discord: FakeDiscord) => discord.gateway.drop({ resumable: true })],
    [
      'drops without a way back',
      (discord: FakeDiscord) => discord.gateway.drop({ resumable: false }),
    ],
    ['asks to reconnect', (discord: FakeDiscord) => discord.gateway.reconnect()],
    [
      'ends the session',
      (discord: FakeDiscord) => discord.gateway.invalidate({ resumable: false }),
    ],
  ])(
    '%s, and commands are answered again',
    async (_, happens) => {
      const at = await atDiscord();
      const before = at.discord.gateway.identifies + at.discord.gateway.resumes;
      happens(at.discord);
      await at.discord.until(
        () =>
          at.discord.gateway.identifies + at.discord.gateway.resumes > before &&
          at.discord.gateway.connected === 1,
      );
      await at.ask('a cat');
      await stands(at);
      expect(at.hub.log.errors).toEqual([]);
    },
    40_000,
  );
});

describe('at the start', () => {
  it('a token that is refused ends it with a sentence, and nothing is left running', async () => {
    const discord = await FakeDiscord.start();
    const { token, apiUrl } = discord;
    discord.revokeToken();
    const starting = runHub({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl });
    await expect(starting).rejects.toThrow(
      'DISCORD_TOKEN is refused: open https://discord.com/developers',
    );
    await discord.close();
  });

  it('a Discord that cannot be reached does not keep the rest from running', async () => {
    const token = 'MTIz.Abc-d_.efg';
    const hub = await runHub({ DISCORD_TOKEN: token, DISCORD_API_URL: 'http://127.0.0.1:1/api' });
    expect(hub.discordInvite).toBeNull();
    expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
    await hub.close();
  });
});

describe('a stop', () => {
  it('says goodbye to the gateway, and leaves unfinished sides to the next hub', async () => {
    const at = await atDiscord();
    await at.ask('a cat #slow-a');
    await at.image('B');
    await at.hub.restart(async () => {
      expect(at.discord.gateway.connected).toBe(0);
    });
    const card = await at.ending('A');
    expect(says(card, 'The process that made the image ended')).toBe(true);
    expect(at.images().filter(isImage)).toHaveLength(1);
    expect(at.headers().filter(isHeader)).toHaveLength(1);
  });
});
