import { describe, expect, test } from 'vitest';
import { NO_ANSWER } from './interaction.ts';
import { got, typed } from './kit.ts';
import { button, FORM, file, labelled, row, text, V2 } from './samples.ts';

const EPHEMERAL = 64;
const LOADING = 128;
describe('the first answer', () => {
  test('is a message, named in the response when that is asked for', async () => {
    const { open, answer, ana, i } = await typed();
    const { json } = await answer(i, 4, { content: 'here' });
    const first = await i.answered;
    expect(first).toMatchObject({ type: 4, message: { content: 'here', type: 20 } });
    expect(json).toMatchObject({
      interaction: { id: i.id, response_message_id: first.message?.id },
      resource: { type: 4, message: { content: 'here', interaction_metadata: { id: i.id } } },
    });
    const next = ana.slash('generate', { prompt: 'b' });
    const path = `/interactions/${next.id}/${next.token}/callback`;
    const silent = await open('POST', path, { type: 4, data: { content: 'x' } });
    expect([silent.status, silent.headers.get('content-type')]).toEqual([204, null]);
  });

  test('comes within three seconds or never', async () => {
    const { clock, answer, i, ana } = await typed();
    await clock.advance(2999);
    const other = ana.slash('generate', { prompt: 'b' });
    await clock.advance(1);
    await expect(i.answered).rejects.toThrow(NO_ANSWER);
    expect(await answer(i, 5)).toMatchObject({ status: 404, code: 10062 });
    expect((await answer(other, 5)).status).toBe(200);
    expect(clock.pending).toBe(0);
  });

  test('comes once', async () => {
    const { answer, discord, channel, i } = await typed();
    await answer(i, 4, { content: 'a' });
    expect(await answer(i, 4, { content: 'b' })).toMatchObject({ status: 400, code: 40060 });
    expect(discord.messages(channel.id)).toHaveLength(1);
  });

  test('is a private one only for whom it is', async () => {
    const { answer, discord, guild, channel, ana, i, ask } = await typed();
    await answer(i, 4, { content: 'psst', flags: EPHEMERAL });
    const id = i.original?.id ?? '';
    expect(ana.sees()).toMatchObject([{ id, content: 'psst' }]);
    expect(discord.messages(channel.id)).toEqual([]);
    const bea = discord.addUser({ name: 'bea' });
    guild.addMember(bea);
    expect(discord.person(bea, channel).sees()).toEqual([]);
    const path = `/channels/${channel.id}/messages/${id}`;
    expect((await ask('GET', path)).code).toBe(10008);
    expect((await ask('PATCH', path, { content: 'x' })).code).toBe(10008);
    expect((await ask('DELETE', path)).code).toBe(10008);
    expect(() => ana.react(id, '❤️')).toThrow('a client cannot do this');
  });

  test.each([
    ['a deferral with content', 5, { content: 'x' }],
    ['a deferral with other flags', 5, { flags: V2 }],
    ['an update of nothing', 7, { content: 'x' }],
    ['a deferred update of nothing', 6, undefined],
    ['choices for a command', 8, { choices: [] }],
    ['a type that is none', 3, { content: 'x' }],
    ['a form without fields', 9, { ...FORM, components: [text('x')] }],
    ['a form of six', 9, { ...FORM, components: Array.from({ length: 6 }, () => text('x')) }],
    ['a title over 45', 9, { ...FORM, title: 'x'.repeat(46) }],
    [
      'a label over 45',
      9,
      { ...FORM, components: [{ ...FORM.components[0], label: 'x'.repeat(46) }] },
    ],
    [
      'a placeholder over 100',
      9,
      {
        ...FORM,
        components: [labelled({ type: 4, custom_id: 'a', style: 1, placeholder: 'x'.repeat(101) })],
      },
    ],
    [
      'a value over its own limit',
      9,
      {
        ...FORM,
        components: [labelled({ type: 4, custom_id: 'a', style: 1, max_length: 2, value: 'abc' })],
      },
    ],
    ['a bare field', 9, { ...FORM, components: [{ type: 4, custom_id: 'a', style: 1 }] }],
    [
      'a select in an action row',
      9,
      {
        ...FORM,
        components: [row([{ type: 3, custom_id: 'a', options: [{ label: 'a', value: 'a' }] }])],
      },
    ],
    ['repeated fields', 9, { ...FORM, components: [...FORM.components, ...FORM.components] }],
  ])('is refused as %s, and can be tried again', async (_what, type, data) => {
    const { answer, discord, i } = await typed();
    expect(await answer(i, type, data)).toMatchObject({ status: 400, code: 50035 });
    expect(discord.violations).toHaveLength(1);
    expect((await answer(i, 5)).status).toBe(200);
  });

  test('to autocompletion is choices, at most 25', async () => {
    const { answer, ana } = await typed();
    const i = ana.autocomplete('generate', { angle: 'over' }, 'angle');
    expect(i.payload).toMatchObject({
      type: 4,
      data: { options: [{ name: 'angle', focused: true }] },
    });
    expect(() => ana.autocomplete('generate', {}, 'prompt')).toThrow('does not complete');
    const choice = { name: 'Overhead', value: 'overhead' };
    expect((await answer(i, 4, { content: 'x' })).code).toBe(50035);
    const many = Array.from({ length: 26 }, () => choice);
    expect((await answer(i, 8, { choices: many })).code).toBe(50035);
    const long = { name: 'x'.repeat(101), value: 'a' };
    expect((await answer(i, 8, { choices: [long] })).code).toBe(50035);
    await answer(i, 8, { choices: [choice] });
    expect((await i.answered).choices).toEqual([choice]);
  });
});

describe('a deferred answer', () => {
  test('waits as a loading message, private if its deferral was', async () => {
    const { answer, hook, ana, discord, channel, i } = await typed();
    await answer(i, 5, { flags: EPHEMERAL });
    expect(ana.sees()).toMatchObject([{ flags: EPHEMERAL | LOADING }]);
    const edited = await hook(i, 'PATCH', '/messages/%40original', { content: 'done' });
    expect(edited.json).toMatchObject({ content: 'done', flags: EPHEMERAL });
    expect(discord.messages(channel.id)).toEqual([]);
    expect((await hook(i, 'GET', '/messages/@original')).json.content).toBe('done');
  });

  test('cannot become private later', async () => {
    const { answer, hook, discord, channel, i } = await typed();
    await answer(i, 5);
    const body = { content: 'x', flags: EPHEMERAL };
    expect((await hook(i, 'PATCH', '/messages/@original', body)).code).toBe(50035);
    // The first further message takes its place, with its publicity.
    expect((await hook(i, 'POST', '', body)).json.flags).toBe(0);
    expect(discord.messages(channel.id)).toMatchObject([{ id: i.original?.id, content: 'x' }]);
    await hook(i, 'POST', '', { content: 'psst', flags: EPHEMERAL });
    expect(i.followUps).toMatchObject([{ content: 'psst' }]);
  });
});

describe('a token', () => {
  test('opens nothing before the first answer', async () => {
    const { answer, hook, i } = await typed();
    expect((await hook(i, 'POST', '', { content: 'x' })).code).toBe(10015);
    expect((await hook(i, 'PATCH', '/messages/@original', { content: 'x' })).code).toBe(10015);
    await answer(i, 4, { content: 'x' });
    expect((await hook(i, 'POST', '', { content: 'y' })).status).toBe(200);
  });

  test('opens its own messages, to edit and to delete', async () => {
    const { answer, hook, discord, channel, i } = await typed();
    await answer(i, 4, { content: 'x' });
    const { json } = await hook(i, 'POST', '', { content: 'y' });
    await hook(i, 'PATCH', `/messages/${json.id}`, { content: 'z' });
    expect(discord.messages(channel.id).map((one) => one.text)).toEqual(['x', 'z']);
    expect((await hook(i, 'DELETE', `/messages/${json.id}`)).status).toBe(204);
    expect((await hook(i, 'PATCH', '/messages/1', { content: 'z' })).code).toBe(10008);
    expect((await hook(i, 'DELETE', '/messages/@original')).status).toBe(204);
    expect((await hook(i, 'PATCH', '/messages/@original', { content: 'z' })).code).toBe(10008);
  });

  test('dies after fifteen minutes, while the bot’s own token still edits', async () => {
    const { clock, answer, hook, edit, i } = await typed();
    await answer(i, 4, { content: 'x' });
    await clock.advance(15 * 60_000);
    const late = await hook(i, 'PATCH', '/messages/@original', { content: 'y' });
    expect(late).toMatchObject({ status: 401, code: 50027 });
    expect((await hook(i, 'POST', '', { content: 'y' })).code).toBe(50027);
    expect((await edit(i.original?.id ?? '', { content: 'y' })).status).toBe(200);
  });

  test('works without any permission in the channel', async () => {
    const { answer, hook, channel, i } = await typed();
    channel.deny(channel.botPermissions);
    expect((await answer(i, 4, { content: 'x' })).status).toBe(200);
    expect((await hook(i, 'POST', '', { content: 'y' })).status).toBe(200);
  });
});

describe('a button', () => {
  test('carries its message, also a private one', async () => {
    const { answer, ana, i } = await typed();
    const components = [row([button('go')])];
    await answer(i, 4, { content: 'x', components, flags: EPHEMERAL });
    const pressed = ana.press(i.original?.id ?? '', 'go');
    expect(pressed.payload).toMatchObject({
      type: 3,
      data: { custom_id: 'go', component_type: 2, id: 2 },
      message: {
        id: i.original?.id,
        flags: EPHEMERAL,
        components: [{ components: [{ custom_id: 'go' }] }],
      },
    });
    await answer(pressed, 7, { content: 'y', components: [] });
    expect(ana.sees()).toMatchObject([{ content: 'y', edits: 1 }]);
    // Her client has not seen it go.
    expect(ana.press(i.original?.id ?? '', 'go').payload).toMatchObject({ type: 3 });
    expect(() => ana.press('1', 'go')).toThrow('sees no message');
  });

  test('may be answered later by an edit of its message', async () => {
    const { answer, hook, ana, post } = await typed();
    const { json } = await post({ content: 'x', components: [row([button('go')])] });
    const pressed = ana.press(json.id, 'go');
    expect((await answer(pressed, 6)).json.resource).toMatchObject({ type: 6 });
    await hook(pressed, 'PATCH', '/messages/@original', { content: 'y' });
    expect(ana.sees()).toMatchObject([{ id: json.id, content: 'y' }]);
  });

  test('may be answered beside its message', async () => {
    const { answer, ana, post } = await typed();
    const { json } = await post({ content: 'x', components: [row([button('go')])] });
    const pressed = ana.press(json.id, 'go');
    await answer(pressed, 4, { content: 'y' });
    expect(pressed.original).toMatchObject({ type: 19, reference: { message: { id: json.id } } });
  });

  test('of a select sends only what it offers', async () => {
    const { ana, post } = await typed();
    const select = { type: 3, custom_id: 's', options: [{ label: 'A', value: 'a' }] };
    const { json } = await post({ content: 'x', components: [row([select])] });
    expect(() => ana.choose(json.id, 's', ['b'])).toThrow('no option b');
    const { payload } = ana.choose(json.id, 's', ['a']);
    expect(payload).toMatchObject({ data: { component_type: 3, values: ['a'] } });
  });

  test('of a message’s menu carries the message', async () => {
    const { ana, post, register } = await typed();
    await register([{ type: 3, name: 'Show Details' }]);
    const { json } = await post({ content: 'x' });
    const { payload } = ana.menu('Show Details', json.id);
    const resolved = { messages: { [json.id]: { content: 'x' } } };
    expect(payload).toMatchObject({ data: { type: 3, target_id: json.id, resolved } });
  });
});

test('the size of uploads counts for answers too', async () => {
  const { discord, guild, i } = await typed();
  guild.maxUpload = 10;
  const form = new FormData();
  form.append('payload_json', JSON.stringify({ type: 4, data: { content: 'x' } }));
  form.append('files[0]', new Blob([file('a.png', 11).bytes]), 'a.png');
  const url = `${discord.apiUrl}/v10/interactions/${i.id}/${i.token}/callback`;
  const refused = await got(await fetch(url, { method: 'POST', body: form }));
  expect(refused).toMatchObject({ status: 413, code: 40005 });
});
