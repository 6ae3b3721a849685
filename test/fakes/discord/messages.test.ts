import { describe, expect, test } from 'vitest';
import { PNG, seat } from './kit.ts';
import { V2, button, buttons, embed, file, option, row, rows, select, text } from './samples.ts';

describe('a new message', () => {
  test('comes back as stored, with the nonce only for its author', async () => {
    const { discord, channel, post, ask } = await seat();
    const { status, json } = await post({ content: 'hello', nonce: 'n1', enforce_nonce: true });
    expect(status).toBe(200);
    expect(json).toMatchObject({ content: 'hello', nonce: 'n1', channel_id: channel.id, flags: 0 });
    expect(json.author).toMatchObject({ id: discord.botId, bot: true });
    const again = await ask('GET', `/channels/${channel.id}/messages/${json.id}`);
    expect(again.json).not.toHaveProperty('nonce');
    expect(discord.messages(channel.id)).toMatchObject([
      { content: 'hello', nonce: 'n1', edits: 0 },
    ]);
  });

  test.each([
    ['over 2000 characters', { content: 'x'.repeat(2001) }, 50035],
    ['nothing in it', { content: '  ' }, 50006],
    ['an unknown field', { content: 'x', colour: 1 }, 50035],
    ['the ephemeral flag', { content: 'x', flags: 64 }, 50035],
    ['a nonce over 25 characters', { content: 'x', nonce: 'n'.repeat(26) }, 50035],
    ['enforce_nonce without a nonce', { content: 'x', enforce_nonce: true }, 50035],
    ['11 embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'x' })) }, 50035],
    ['embeds over 6000 characters', { embeds: [embed(4000), embed(2001)] }, 50035],
    ['6 action rows', { content: 'x', components: rows(6) }, 50035],
    ['6 buttons in a row', { content: 'x', components: [row(buttons(6))] }, 50035],
    [
      'a repeated custom id',
      { content: 'x', components: [row([button('a'), button('a')])] },
      50035,
    ],
    ['a custom id over 100', { content: 'x', components: [row([button('a'.repeat(101))])] }, 50035],
    ['a label over 80', { content: 'x', components: [row([button('a', 'l'.repeat(81))])] }, 50035],
    ['a button without words', { content: 'x', components: [row([button('a', '')])] }, 50035],
    [
      'a link with a custom id',
      { content: 'x', components: [row([{ ...button('a'), style: 5 }])] },
      50035,
    ],
    [
      'no emoji in an emoji',
      { content: 'x', components: [row([{ ...button('a'), emoji: { name: 'no' } }])] },
      50035,
    ],
    ['26 options', { content: 'x', components: [row([select(26)])] }, 50035],
    [
      'a select beside a button',
      { content: 'x', components: [row([select(1), button('a')])] },
      50035,
    ],
    [
      'a repeated option',
      { content: 'x', components: [row([{ ...select(1), options: [option(1), option(1)] }])] },
      50035,
    ],
    ['an answer to nothing', { content: 'x', message_reference: { message_id: '1' } }, 50035],
    [
      'parse and users of one kind',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
      50035,
    ],
    ['a described file that is not there', { content: 'x', attachments: [{ id: '0' }] }, 50035],
    [
      'an embed image that is not there',
      { embeds: [{ image: { url: 'attachment://a.png' } }] },
      50035,
    ],
  ])('is refused with %s', async (_what, body, code) => {
    const { discord, channel, post } = await seat();
    const refused = await post(body);
    expect(refused).toMatchObject({ status: 400, code });
    if (code === 50035) expect(refused.json.errors).toBeTypeOf('object');
    expect(discord.messages(channel.id)).toEqual([]);
    expect(discord.refusals).toHaveLength(1);
  });

  test('names the wrong field in the errors', async () => {
    const { post } = await seat();
    const { json } = await post({ content: 'x', components: [row([button('a', 'l'.repeat(81))])] });
    const errors = json.errors.components['0'].components['0'].label._errors;
    expect(errors).toEqual([expect.objectContaining({ code: 'BASE_TYPE_BAD_LENGTH' })]);
  });

  test('with a nonce is posted once while the nonce is enforced, for some minutes', async () => {
    const { clock, discord, channel, post } = await seat();
    const first = await post({ content: 'a', nonce: 'n', enforce_nonce: true });
    const second = await post({ content: 'a', nonce: 'n', enforce_nonce: true });
    expect(second.json.id).toBe(first.json.id);
    await post({ content: 'a', nonce: 'n' });
    expect(discord.messages(channel.id)).toHaveLength(2);
    await clock.advance(6 * 60_000);
    await post({ content: 'a', nonce: 'n', enforce_nonce: true });
    expect(discord.messages(channel.id)).toHaveLength(3);
  });

  test('carries files, whose links die after a day', async () => {
    const { clock, discord, channel, post, ask } = await seat();
    const body = { attachments: [{ id: '0', description: 'a cat' }] };
    const { json } = await post(body, [{ name: 'my cat.png', bytes: PNG }]);
    const [attachment] = json.attachments;
    expect(attachment).toMatchObject({
      filename: 'my_cat.png',
      size: PNG.length,
      width: 4,
      height: 3,
    });
    expect(attachment).toMatchObject({ description: 'a cat', content_type: 'image/png' });
    const served = await fetch(attachment.url);
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(PNG);
    await clock.advance(24 * 3600_000 + 1000);
    expect((await fetch(attachment.url)).status).toBe(404);
    const fresh = await ask('GET', `/channels/${channel.id}/messages/${json.id}`);
    expect((await fetch(fresh.json.attachments[0].url)).status).toBe(200);
    expect(discord.messages(channel.id)[0]?.files[0]?.bytes).toEqual(PNG);
  });

  test('is too large by all its files together', async () => {
    const { discord, guild, post } = await seat();
    guild.maxUpload = 100;
    expect(await post({}, [file('a.png', 60), file('b.png', 41)])).toMatchObject({
      status: 413,
      code: 40005,
    });
    expect((await post({}, [file('a.png', 60), file('b.png', 40)])).status).toBe(200);
    expect(discord.violations).toHaveLength(1);
  });

  test('records whom it would notify', async () => {
    const { discord, channel, user, ana, post } = await seat();
    const asked = ana.say('look');
    const content = `@everyone <@${user.id}> <@&7>`;
    const message_reference = { message_id: asked.id };
    await post({ content, message_reference });
    await post({ content, message_reference, allowed_mentions: { parse: [] } });
    await post({
      content: '',
      flags: V2,
      components: [text('@here')],
      allowed_mentions: { parse: ['everyone'] },
    });
    const [, loud, quiet, v2] = discord.messages(channel.id);
    expect(loud?.pings).toEqual(['everyone', `user:${user.id}`, 'role:7']);
    expect(quiet?.pings).toEqual([]);
    expect(v2?.pings).toEqual(['here']);
    expect(loud?.toApi('0')).toMatchObject({ type: 19, referenced_message: { id: asked.id } });
  });
});

describe('an edit', () => {
  test('keeps files unless it names which', async () => {
    const { discord, channel, post, edit } = await seat();
    const { json } = await post({ content: 'x' }, [file('a.png'), file('b.png')]);
    await edit(json.id, { content: 'y' });
    expect(discord.messages(channel.id)[0]?.files).toHaveLength(2);
    const kept = await edit(json.id, { attachments: [{ id: json.attachments[1].id }] });
    expect(kept.json.attachments).toMatchObject([{ filename: 'b.png' }]);
    const replaced = await edit(json.id, { attachments: [{ id: '0' }] }, [file('c.png')]);
    expect(replaced.json.attachments).toMatchObject([{ filename: 'c.png' }]);
    expect((await edit(json.id, { attachments: [] })).json.attachments).toEqual([]);
    expect((await edit(json.id, { content: '' })).code).toBe(50006);
  });

  test('is for the author only', async () => {
    const { ana, edit } = await seat();
    const said = ana.say('mine');
    expect(await edit(said.id, { content: 'yours' })).toMatchObject({ status: 403, code: 50005 });
  });

  test('of what is gone is refused', async () => {
    const { discord, channel, post, edit, ask } = await seat();
    const { json } = await post({ content: 'x' });
    discord.deleteMessage(channel.id, json.id);
    expect((await edit(json.id, { content: 'y' })).code).toBe(10008);
    discord.deleteChannel(channel.id);
    expect((await edit(json.id, { content: 'y' })).code).toBe(10003);
    expect((await ask('GET', '/nothing/here')).status).toBe(404);
    // What a moderator did is no fault of the bot's.
    expect(discord.violations).toEqual([expect.stringContaining('/nothing/here')]);
  });
});
