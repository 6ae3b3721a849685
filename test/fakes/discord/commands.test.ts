import { describe, expect, test } from 'vitest';
import { GENERATE, loosely, seat } from './kit.ts';
import { PERMISSION } from './permissions.ts';

const say = { name: 'say', description: 'Says' };
const option = { type: 3, name: 'what', description: 'What' };

describe('registering a command', () => {
  test.each([
    ['an upper-case name', { ...say, name: 'Say' }],
    ['a name with a space', { ...say, name: 'say it' }],
    ['a name over 32', { ...say, name: 's'.repeat(33) }],
    ['no description', { name: 'say' }],
    ['a description over 100', { ...say, description: 'x'.repeat(101) }],
    ['an unknown field', { ...say, colour: 1 }],
    ['a locale that is none', { ...say, name_localizations: { 'ko-KR': 'mal' } }],
    ['an upper-case localized name', { ...say, name_localizations: { de: 'Sage' } }],
    [
      'a localized description over 100',
      { ...say, description_localizations: { ko: 'x'.repeat(101) } },
    ],
    [
      'a required option after a free one',
      { ...say, options: [option, { ...option, name: 'b', required: true }] },
    ],
    [
      '26 options',
      { ...say, options: Array.from({ length: 26 }, (_, i) => ({ ...option, name: `o${i}` })) },
    ],
    ['a repeated option', { ...say, options: [option, option] }],
    ['26 choices', { ...say, options: [{ ...option, choices: choices(26) }] }],
    [
      'a choice over 100',
      { ...say, options: [{ ...option, choices: [{ name: 'a', value: 'v'.repeat(101) }] }] },
    ],
    [
      'a choice of another type',
      { ...say, options: [{ ...option, type: 4, choices: choices(1) }] },
    ],
    [
      'choices with autocomplete',
      { ...say, options: [{ ...option, choices: choices(1), autocomplete: true }] },
    ],
    ['autocomplete on a file', { ...say, options: [{ ...option, type: 11, autocomplete: true }] }],
    ['a described context menu', { type: 3, name: 'Say it', description: 'x' }],
    ['a context that is none', { ...say, contexts: [3] }],
    ['an integration type that is none', { ...say, integration_types: [2] }],
    ['subcommands beside options', { ...say, options: [{ ...option, type: 1 }, option] }],
  ])('is refused with %s', async (_what, command) => {
    const { discord, register } = await seat();
    expect(await register([command])).toMatchObject({ status: 400, code: 50035 });
    expect(discord.commands()).toEqual([]);
    expect(discord.violations).toHaveLength(1);
  });

  test('is refused over 8000 characters, by the longest language', async () => {
    const { register } = await seat();
    const option_ = (i: number) => ({
      ...option,
      name: `o${i}`,
      choices: choices(25).map((one) => ({ ...one, value: `${one.value}${'v'.repeat(40)}` })),
    });
    const options = Array.from({ length: 7 }, (_, i) => option_(i));
    expect((await register([{ ...say, options }])).status).toBe(200);
    const description_localizations = { ko: 'x'.repeat(100) };
    const longer = options.map((one) => ({ ...one, description_localizations }));
    expect((await register([{ ...say, options: longer }])).code).toBe(50035);
  });

  test('keeps its id and comes back with or without its languages', async () => {
    const { discord, register, ask } = await seat();
    const path = `/applications/${discord.applicationId}/commands`;
    const first = await register([{ ...say, name_localizations: { ko: '말' } }]);
    const second = await register([GENERATE, { ...say, name_localizations: { ko: '말' } }]);
    expect(second.json[1].id).toBe(first.json[0].id);
    const bare = await ask('GET', path);
    expect(bare.json[1]).not.toHaveProperty('name_localizations');
    const full = await ask('GET', `${path}?with_localizations=true`);
    expect(full.json[1].name_localizations).toEqual({ ko: '말' });
    expect((await ask('POST', path, { type: 3, name: 'Show Details' })).status).toBe(201);
    expect((await ask('POST', path, { type: 3, name: 'Show Details' })).status).toBe(200);
    expect(discord.commands().map((one) => one.name)).toEqual(['generate', 'say', 'Show Details']);
  });
});

describe('typing a command', () => {
  test.each([
    ['without a required option', {}],
    ['with an unknown option', { prompt: 'a', colour: 'red' }],
    ['with a number out of range', { prompt: 'a', count: 5 }],
    ['with a number of another type', { prompt: 'a', count: 1.5 }],
    ['with a text that is too long', { prompt: 'a'.repeat(101) }],
    ['with a choice that is none', { prompt: 'a', tone: 'cold' }],
    ['with a text for a file', { prompt: 'a', reference: 'x' }],
  ])('cannot be sent %s', async (_what, values) => {
    const { ana, register } = await seat();
    await register([GENERATE]);
    expect(() => ana.slash('generate', values)).toThrow('a client cannot do this');
  });

  test('is offered only where it is registered', async () => {
    const { discord, guild, user, ana, ask, register } = await seat();
    expect(() => ana.slash('say')).toThrow('not offered');
    await register([{ ...say, contexts: [1] }]);
    expect(() => ana.slash('say')).toThrow('not offered');
    const dm = ana.in(discord.openDm(user));
    expect(dm.slash('say').payload).toMatchObject({ context: 1, user: { id: user.id } });
    await register([{ ...say, contexts: [0] }]);
    expect(() => dm.slash('say')).toThrow('not offered');
    await register([]);
    await ask('PUT', `/applications/${discord.applicationId}/guilds/${guild.id}/commands`, [say]);
    expect(ana.slash('say').payload).toMatchObject({ data: { guild_id: guild.id } });
    expect(discord.commands(guild.id)).toHaveLength(1);
  });

  test('is offered only to whom it is meant for', async () => {
    const { discord, guild, channel, ana, register } = await seat();
    await register([{ ...say, default_member_permissions: PERMISSION.manageGuild.toString() }]);
    expect(() => ana.slash('say')).toThrow('not offered');
    const bea = discord.addUser({ name: 'bea' });
    guild.addMember(bea, { admin: true });
    const i = discord.person(bea, channel).slash('say');
    const { permissions } = loosely(i.payload['member']);
    expect(BigInt(permissions) & PERMISSION.manageGuild).toBe(PERMISSION.manageGuild);
  });

  test('reaches into subcommands', async () => {
    const { ana, register } = await seat();
    const show = { type: 1, name: 'show', description: 'Shows', options: [option] };
    const group = { type: 2, name: 'refs', description: 'Refs', options: [show] };
    await register([{ ...say, options: [show, group] }]);
    expect(() => ana.slash('say', {})).toThrow('needs a subcommand');
    const plain = ana.slash('say', { what: 'a' }, { subcommand: 'show' });
    expect(plain.payload['data']).toMatchObject({ options: [{ name: 'show', type: 1 }] });
    const deep = ana.slash('say', { what: 'a' }, { subcommand: 'refs show' });
    const inner = { name: 'show', type: 1, options: [{ name: 'what', type: 3, value: 'a' }] };
    expect(deep.payload['data']).toMatchObject({
      options: [{ name: 'refs', type: 2, options: [inner] }],
    });
  });

  test('sends all that the service sends', async () => {
    const { discord, guild, channel, user, ana, register } = await seat();
    await register([GENERATE]);
    guild.addMember(user, { nick: 'Annie', roles: [guild.addRole({ name: 'artist' }).id] });
    channel.deny(PERMISSION.attachFiles);
    const reference = { name: 'r.png', bytes: Uint8Array.of(1, 2), type: 'image/png' };
    const i = ana.slash('generate', { prompt: 'a cat', count: 2 }, { attachments: { reference } });
    expect(i.payload).toMatchObject({
      id: i.id,
      token: i.token,
      type: 2,
      version: 1,
      application_id: discord.applicationId,
      guild_id: guild.id,
      guild: { id: guild.id, locale: 'en-US' },
      channel: { id: channel.id, type: 0, name: 'art' },
      member: { nick: 'Annie', user: { id: user.id, global_name: 'Ana' } },
      app_permissions: channel.botPermissions.toString(),
      attachment_size_limit: guild.maxUpload,
      authorizing_integration_owners: { '0': guild.id },
      context: 0,
      entitlements: [],
      locale: 'en-US',
      guild_locale: 'en-US',
    });
    const data = loosely(i.payload['data']);
    expect(data.options).toMatchObject([
      { name: 'prompt', type: 3, value: 'a cat' },
      { name: 'count', type: 4, value: 2 },
      { name: 'reference', type: 11 },
    ]);
    const id = data.options[2]?.value ?? '';
    expect(data.resolved).toMatchObject({ attachments: { [id]: { filename: 'r.png', size: 2 } } });
  });
});

function choices(count: number) {
  return Array.from({ length: count }, (_, i) => ({ name: `n${i}`, value: `v${i}` }));
}
