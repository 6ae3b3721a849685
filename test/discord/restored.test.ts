import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { tempFolder } from '../temp-folder.ts';
import { type AtDiscord, atDiscord, buttonOf, labelsOf, says, stands } from './kit.ts';

const silent = () => undefined;

async function backedUp({ hub }: AtDiscord): Promise<string> {
  const folder = join(await tempFolder(), 'backup');
  await backUp(folder, { DIPTYCH_HOME: hub.home }, silent);
  return folder;
}

/** The hub goes on from a backup, as after the loss of its data folder. */
async function goOnFrom(folder: string, { hub, discord }: AtDiscord): Promise<void> {
  await hub.restart(async () => {
    rmSync(hub.home, { recursive: true });
    await restore(folder, { DIPTYCH_HOME: hub.home }, silent);
  });
  await discord.until(() => discord.gateway.connected === 1 || undefined);
}

it('a side that was shown after the backup keeps its image in the chat, and its message says what is known of it', async () => {
  const at = await atDiscord();
  await at.ask('a cat #slow-b');
  await at.image('A');
  const folder = await backedUp(at);
  await stands(at);
  const shown = await at.image('B');
  await goOnFrom(folder, at);
  await at.image('B', 'An image of it in this chat stays, but the hub does not have it; retry it.');
  expect(says(shown, 'restored from a backup in which this had not ended')).toBe(true);
  expect(labelsOf(shown)).toEqual(['Retry', 'Edit…', 'Details']);
  expect(at.images()).toHaveLength(2);
  expect(at.discord.messages(at.channel.id)).toHaveLength(3);

  await at.person('you').press(shown.id, buttonOf(shown, 'Retry')).answered;
  await at.discord.until(() => at.images().length === 3 || undefined);
  await at.header('Which is better?');
});
