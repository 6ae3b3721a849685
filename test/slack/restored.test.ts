import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { backUp } from '../../src/cli/backup.ts';
import { restore } from '../../src/cli/restore.ts';
import { buttonsIn } from '../journeys/slack-text.ts';
import { PATIENT } from '../patient.ts';
import { tempFolder } from '../temp-folder.ts';
import { type AtSlack, atSlack, buttonOf, isImage, textOf } from './kit.ts';

const silent = () => undefined;

async function backedUp({ hub }: AtSlack): Promise<string> {
  const folder = join(await tempFolder(), 'backup');
  await backUp(folder, { DIPTYCH_HOME: hub.home }, silent);
  return folder;
}

/** The hub goes on from a backup, as after the loss of its data folder. */
async function goOnFrom(folder: string, { hub, slack }: AtSlack): Promise<void> {
  await hub.restart(async () => {
    rmSync(hub.home, { recursive: true });
    await restore(folder, { DIPTYCH_HOME: hub.home }, silent);
  });
  await slack.until(() => slack.sockets.connections === 2 || undefined);
}

const ours = ({ slack, channel }: AtSlack) => slack.messages(channel).filter((one) => one.isOurs);

it('a side that was shown after the backup keeps its image in the chat, and its message says what is known of it', async () => {
  const at = await atSlack();
  const you = at.person('you');
  await you.command('/generate', 'a cat #slow-b').answered;
  await at.image('A');
  const folder = await backedUp(at);
  await at.header('Which is better?');
  const shown = await at.image('B');
  await goOnFrom(folder, at);
  await at.slack.until(
    () => textOf(shown).includes('An image of it in this chat stays') || undefined,
  );
  expect(textOf(shown)).toContain('restored from a backup in which this had not ended');
  expect(isImage(shown)).toBe(true);
  expect(buttonsIn(shown.blocks).map(({ label }) => label)).toEqual(['Retry', 'Edit…', 'Details']);
  expect(ours(at)).toHaveLength(3);

  await you.press(shown.ts, buttonOf(shown, 'Retry')).answered;
  await at.slack.until(() => at.images().length === 3 || undefined);
  await at.header('Which is better?');
});

it('messages that were posted after the backup are taken over, not posted again', async () => {
  const at = await atSlack();
  await at.person('you').command('/generate', 'a cat #fail-b').answered;
  const image = await at.image('A');
  await at.header('failed');
  const ending = await at.slack.until(() =>
    ours(at).find((one) => textOf(one).startsWith('B') && !isImage(one)),
  );
  const folder = await backedUp(at);
  // As it is between an ending and the intent of its message.
  const db = new Database(join(folder, 'diptych.db'));
  db.exec(`DELETE FROM posts WHERE generation_id IS NOT NULL;
    UPDATE generations SET delivered_at = NULL; UPDATE pairs SET shown_version = 0`);
  db.close();
  await goOnFrom(folder, at);
  const { pairs, posts } = at.store();
  await vi.waitFor(() => expect(pairs.unshown()).toEqual([]), PATIENT);
  expect(ours(at)).toHaveLength(3);
  const place = {
    surface: 'slack',
    workspace: 'T0STUDIO01',
    channel: at.channel.id,
    thread: null,
  } as const;
  expect(posts.byMessage(place, image.ts)).toMatchObject({ kind: 'image', state: 'posted' });
  expect(posts.byMessage(place, ending.ts)).toMatchObject({ kind: 'card', state: 'posted' });
});
