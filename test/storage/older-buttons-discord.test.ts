import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { privateText } from '../discord/kit.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import { plainText } from '../journeys/plain-text.ts';
import { type OlderHub, olderHub } from './older-data-kit.ts';
import { idOf, messageWith, pairOf } from './older-names.ts';

let hub: OlderHub;
beforeAll(async () => {
  hub = await olderHub();
});
afterAll(() => hub.close());

/** Presses a button of the message that had it when the folder was copied. */
async function press(who: string, buttonId: string, channel?: string): Promise<FakeInteraction> {
  const pressed = hub.person(who, channel).press(messageWith(buttonId), buttonId);
  await pressed.answered;
  return pressed;
}

/** The message with that generation's picture. */
function picture(channel: string, name: string, which: string): Promise<FakeMessage> {
  const { id } = hub.channel(channel);
  return hub.discord.until(() =>
    hub.discord
      .messages(id)
      .find((one) => one.attachments[0]?.filename.includes(`${pairOf(name)}-${which}.`)),
  );
}

function told(pressed: FakeInteraction, text: string): Promise<unknown> {
  return hub.discord.until(() => privateText(pressed).includes(text));
}

/** The message that had this button says this now, or soon. */
async function says(buttonId: string, text: string, channel = 'pictures'): Promise<void> {
  const id = messageWith(buttonId);
  const { all } = hub.channel(channel);
  await hub.discord.until(() =>
    plainText(all.find((one) => one.id === id)?.text ?? '').includes(text),
  );
}

const headerOf = (name: string) => `1:pair_details:${pairOf(name)}`;

describe('a button of a Discord message of schema 5 still works:', () => {
  it('Retry', async () => {
    await press('dana', `1:retry:${idOf('lostD', 'A1')}`);
    await picture('pictures', 'lostD', 'A2');
    await says(headerOf('lostD'), 'A · 2nd · ready');
  });

  it('Re-roll, in a server, in a direct channel and in one with roles', async () => {
    await press('dana', `1:reroll:${idOf('paper', 'A1')}`);
    await press('dana', `1:reroll:${idOf('dm', 'B1')}`, 'dm');
    await press('eve', `1:reroll:${idOf('preview', 'A1')}`, 'attic');
    await picture('pictures', 'paper', 'A2');
    await picture('dm', 'dm', 'B2');
    await picture('attic', 'preview', 'A2-preview');
  });

  it('Tone, on a message with a preview, which goes on saying so', async () => {
    const id = `1:tone:${idOf('preview', 'B1')}:25`;
    await press('eve', id, 'attic');
    await says(id, 'Set to tone 25 %', 'attic');
    await says(id, 'Shown smaller', 'attic');
  });

  it('Regenerate, with the ratios that were staged then, unless they change nothing', async () => {
    const generation = idOf('bridge', 'B2');
    // Its image has no angle: only the angle's ratio was staged.
    await told(await press('eve', `1:regenerate:${generation}`), 'has no camera angle');
    await told(await press('eve', `1:angle:${generation}:75`), 'has no camera angle');
    await press('eve', `1:tone:${generation}:100`);
    await press('eve', `1:regenerate:${generation}`);
    const shown = await picture('pictures', 'bridge', 'B3');
    expect(plainText(shown.text)).toContain('B · 3rd · 5 tones · tone 100 %');
    expect(plainText(shown.text)).toContain('Edited: a bridge in thick fog');
  });

  it('Edit…, and its form, in the asker’s language', async () => {
    const opened = await press('hana', `1:edit:${idOf('korean', 'A1')}`);
    await hub.person('hana').submit(opened, { prompt: '안개 낀 바다' }).answered;
    const shown = await picture('pictures', 'korean', 'A2');
    expect(plainText(shown.text)).toContain('톤 3장');
  });

  it('a vote in place of an old one', async () => {
    const vote = `1:vote:${idOf('own', 'A1')}:${idOf('own', 'B1')}:B`;
    await told(await press('finn', vote), 'Your vote is counted: B.');
    await says(headerOf('own'), 'Votes: 1. Vote to see how people chose.');
    const changed = `1:vote:${idOf('own', 'A1')}:${idOf('own', 'B1')}:A`;
    await told(await press('finn', changed), 'Your vote is counted: A. So far: A 1 · B 0');
    await says(headerOf('own'), 'Votes: 1. Vote to see how people chose.');
  });

  it('Details, of an image and of a pair, and by the menu of a message', async () => {
    const image = await press('finn', `1:details:${idOf('own', 'B1')}`);
    await told(image, 'Prompt as sent:');
    await told(await press('finn', headerOf('bridge')), 'Details of this pair');
    const message = messageWith(`1:details:${idOf('own', 'B1')}`);
    const menu = hub.person('finn').menu('Diptych details', message);
    await menu.answered;
    await told(menu, 'Prompt as sent:');
  });

  it('Delete: the message goes', async () => {
    const id = `1:delete:${idOf('modelsD', 'B1')}`;
    const message = messageWith(id);
    const asked = await press('dana', id);
    await told(asked, 'Delete B?');
    const sure = `1:delete_confirm:${idOf('modelsD', 'B1')}`;
    await hub.person('dana').press(asked.original?.id ?? '', sure).answered;
    const { all } = hub.channel('pictures');
    await hub.discord.until(() => all.find((one) => one.id === message)?.deleted);
    await says(headerOf('modelsD'), 'B · deleted');
  });

  it('Cancel of what died with the hub is refused', async () => {
    await says(headerOf('lostLiveD'), 'A · failed: the process', 'veiled');
    const id = `1:cancel:${idOf('lostLiveD', 'A1')}`;
    await told(await press('dana', id, 'veiled'), 'nothing was cancelled');
  });

  it('Re-post, where the bot may post again', async () => {
    await press('finn', `1:repost:${idOf('undelivered', 'A1')}`, 'locked');
    await picture('locked', 'undelivered', 'A1');
    await says(headerOf('undelivered'), 'A · ready', 'locked');
  });

  it('Promote, on a private card of a choice that was made before', async () => {
    const pressed = await press('dana', '1:promote_confirm:0VcAjfyNfixture00280');
    await hub.discord.until(() =>
      plainText(pressed.original?.text ?? '').includes('In the pool ✓ Beauty'),
    );
    await says(`1:details:${idOf('modelsD', 'A1')}`, 'In the pool ✓');
  });

  it('a choice on a private card of Promote…', async () => {
    const dana = hub.person('dana');
    const id = messageWith(`1:promote_other:${idOf('paper', 'B1')}`);
    const card = dana.sees().find((one) => one.id === id);
    const [select = ''] = card?.customIds ?? [];
    const tone = card?.component(select)?.options?.find((one) => one.label === 'Tone: Beauty');
    const chosen = dana.choose(id, select, [tone?.value ?? '']);
    await chosen.answered;
    await hub.discord.until(() =>
      plainText(chosen.original?.text ?? '').includes('As a tone of Beauty?'),
    );
  });

  it('More, of a shelf of the pool and of a history', async () => {
    const shelf = await press('dana', '1:pool:1:tone.a(natural,film)');
    await hub.discord.until(() => plainText(shelf.original?.text ?? '').includes('9–10 of 10'));
    const history = await press('finn', `1:history:${pairOf('cancelledD')}`);
    await hub.discord.until(() =>
      plainText(history.original?.text ?? '').includes('a broken reference'),
    );
  });

  it('not for people whom a rule or the block list keeps out', async () => {
    const vote = `1:vote:${idOf('preview', 'A1')}:${idOf('preview', 'B1')}:A`;
    await told(await press('finn', vote, 'attic'), 'role');
    await told(await press('gus', `1:details:${idOf('own', 'B1')}`), 'blocked');
  });
});

describe('an old message of Discord', () => {
  it('keeps its reactions, and hears of new ones and of those that go', async () => {
    const message = messageWith(`1:details:${idOf('paper', 'B1')}`);
    hub.person('eve').unreact(message, '🔥');
    hub.person('dana').react(message, '👍');
    const likesOf = async (name: string) => {
      const asked = hub.person(name).slash('diptych', {}, { subcommand: 'likes' });
      await asked.answered;
      await told(asked, 'like');
      return privateText(asked);
    };
    await expect.poll(() => likesOf('dana')).toContain('B · 5 tones · a paper boat');
    await expect.poll(() => likesOf('eve')).not.toContain('B · 5 tones · a paper boat');
    expect(await likesOf('eve')).toContain('A · 3 tones · a paper boat');
  });

  it('that could not be changed is made true by the next vote', async () => {
    const vote = `1:vote:${idOf('kept_back', 'A1')}:${idOf('kept_back', 'B1')}:B`;
    await press('finn', vote, 'closed');
    await says(headerOf('kept_back'), 'Votes: 2. Vote to see how people chose.', 'closed');
  });
});
