import { describe, expect, it } from 'vitest';
import { NEEDED_BITS } from '../../src/bots/discord/permissions.ts';
import { aPicture } from '../pictures.ts';
import { atDiscord, isHeader, labelsOf, privateText, says } from './kit.ts';

const puts = (requests: readonly { method: string; path: string }[]) =>
  requests.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands'));

describe('the commands', () => {
  it('are registered everywhere once, and again only when something there has changed', async () => {
    const { discord, hub } = await atDiscord();
    expect(discord.commands().map(({ name }) => name)).toEqual([
      'generate',
      'diptych',
      'Diptych details',
      'Diptych promote',
    ]);
    await hub.restart(async () => {});
    await discord.until(() => discord.gateway.identifies === 2);
    const look = () => discord.requests.filter(({ path }) => path.endsWith('/commands'));
    await discord.until(() => look().length >= 3);
    expect(puts(discord.requests)).toHaveLength(1);
    // Somebody else with the token replaces them.
    const path = `/applications/${discord.applicationId}/commands`;
    await fetch(`${discord.apiUrl}/v10${path}`, {
      method: 'PUT',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: '[]',
    });
    await hub.restart(async () => {});
    await discord.until(() => discord.commands().length === 4);
  });

  it('are those of one server alone when it is named, and nobody sees them twice', async () => {
    const { discord, guild, hub } = await atDiscord();
    await hub.restartWith({ DISCORD_GUILD_ID: guild.id });
    await discord.until(() => discord.commands(guild.id).length === 4);
    await discord.until(() => discord.commands().length === 0);
    await hub.restartWith({});
    await discord.until(() => discord.commands().length === 4);
    await discord.until(() => discord.commands(guild.id).length === 0);
  });

  it('invite the bot with exactly the permissions it needs', async () => {
    const { hub, discord } = await atDiscord();
    const invite = new URL(hub.discordInvite ?? '');
    expect(invite.origin + invite.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(invite.searchParams.get('client_id')).toBe(discord.applicationId);
    expect(invite.searchParams.get('scope')).toBe('bot applications.commands');
    expect(BigInt(invite.searchParams.get('permissions') ?? 0)).toBe(NEEDED_BITS);
  });

  it('speak Korean to Koreans: descriptions, choices, answers', async () => {
    const { discord, channel, guild } = await atDiscord();
    expect(discord.commands()[0]?.form).toMatchObject({
      description_localizations: { ko: '프롬프트 하나로 이미지 한 쌍을 만듭니다' },
    });
    const minji = discord.person(discord.addUser({ name: 'minji' }), channel, { locale: 'ko' });
    guild.addMember(minji.user);
    const credits = minji.slash('diptych', {}, { subcommand: 'credits' });
    await discord.until(() => privateText(credits).includes('내 크레딧'));
    const sent = minji.slash('generate', { prompt: '서울의 밤' });
    const { message } = await sent.answered;
    expect(message?.text).toContain('A · 준비 중');
  });
});

describe('suggestions while somebody types', () => {
  it.each([
    ['angle', 'over', 'overhead'],
    ['angle', '', 'eye-level'],
    ['lens', '85', '85mm-portrait'],
    ['tier', 'qu', 'quality'],
    ['size', 'port', 'portrait'],
    ['persona', 'mi', 'mina'],
    ['category', 'cinema', 'c(cinematic,contrast)'],
    ['model', 'fine', 'sample-quality'],
    ['versus', 'fine', 'sample-quality'],
    ['versus', '', 'sample-quality'],
  ])('of %s for “%s” have %s, at most 25', async (option, typed, value) => {
    const { person } = await atDiscord();
    const asked = person('you').autocomplete('generate', { [option]: typed }, option);
    const { choices } = await asked.answered;
    expect(choices?.map((one) => one.value)).toContain(value);
    expect(choices?.length).toBeLessThanOrEqual(25);
  });

  it('of a size are those of the tier that was chosen before', async () => {
    const { person, store } = await atDiscord();
    const rows = store();
    const model = rows.models.get('sample-quality') ?? rows.models.list()[1];
    if (model === undefined) throw new Error('there is one model only');
    const size = { width: 1_111, height: 1_111 };
    rows.models.put({ ...model, validSizes: [...model.validSizes, size] });
    const asked = { tier: model.tier, size: '1111' };
    const { choices } = await person('you').autocomplete('generate', asked, 'size').answered;
    expect(choices).toEqual([{ name: '1111x1111', value: '1111x1111' }]);
  });
});

describe('a prompt that is none', () => {
  it.each([
    ['/imagine a cat', 'There is no command “/imagine”. Did you mean “/generate”?'],
    ['/help', 'There is no command “/help”. Did you mean “/diptych help”?'],
    ['/diptych credits', '“/diptych” is a command of its own: send it by itself'],
    ['\u3164\u3164', 'The prompt is empty'],
  ])('%j is refused privately, and nothing is made', async (prompt, sentence) => {
    const { person, discord, headers } = await atDiscord();
    const sent = person('you').slash('generate', { prompt });
    await discord.until(() => privateText(sent).includes(sentence));
    expect(headers()).toEqual([]);
  });

  it('is what follows a “/generate” that was written in front of it', async () => {
    const { person, header } = await atDiscord();
    await person('you').slash('generate', { prompt: '/generate a cat' }).answered;
    await header('a cat');
  });
});

describe('a model by name', () => {
  it('is offered by tier, decides the sizes, and makes the pair', async () => {
    const { person, discord, header, store } = await atDiscord();
    const you = person('you');
    const size = { width: 1_111, height: 1_111 };
    const rows = store();
    const fine = rows.models.get('sample-quality');
    if (fine === undefined) throw new Error('there is no second model');
    const finer = {
      id: 'sample-quality-2',
      displayName: 'Finer',
      validSizes: [...fine.validSizes, size],
    };
    rows.models.put({ ...fine, ...finer, isDefault: false });
    const offered = async (options: Record<string, string>, focused: string) =>
      (await you.autocomplete('generate', options, focused).answered).choices;
    expect(await offered({ model: '' }, 'model')).toEqual([
      { name: 'Sample · basic', value: 'sample-basic' },
      { name: 'Sample fine · quality', value: 'sample-quality' },
      { name: 'Finer · quality', value: 'sample-quality-2' },
    ]);
    expect(await offered({ tier: 'basic', model: '' }, 'model')).toEqual([
      { name: 'Sample · basic', value: 'sample-basic' },
    ]);
    const only = [{ name: '1111x1111', value: '1111x1111' }];
    expect(await offered({ model: 'sample-quality-2', size: '1111' }, 'size')).toEqual(only);
    expect(await offered({ tier: 'quality', size: '1111' }, 'size')).toEqual([]);
    const versus = await offered({ model: 'sample-quality-2', versus: '' }, 'versus');
    expect(versus?.map((one) => one.value)).toEqual(['sample-basic', 'sample-quality']);
    const refused = you.slash('generate', {
      prompt: 'a cat',
      model: 'sample-quality-2',
      tier: 'basic',
    });
    await discord.until(() => privateText(refused).includes('Finer is of tier “quality”'));
    await you.slash('generate', { prompt: 'a cat', model: 'sample-quality-2' }).answered;
    await header('Finer');
  });
});

describe('two models', () => {
  it('are compared as chosen; what side A is made with is not offered', async () => {
    const { person, discord, header } = await atDiscord();
    const you = person('you');
    const offered = async (options: Record<string, string>) => {
      const asked = you.autocomplete('generate', { ...options, versus: '' }, 'versus');
      return (await asked.answered).choices;
    };
    expect(await offered({})).toEqual([{ name: 'Sample fine · quality', value: 'sample-quality' }]);
    expect(await offered({ tier: 'quality' })).toEqual([
      { name: 'Sample · basic', value: 'sample-basic' },
    ]);
    const refused = you.slash('generate', { prompt: 'a cat', versus: 'sample-basic' });
    await discord.until(() =>
      privateText(refused).includes('One side is made with Sample already.'),
    );
    await you.slash('generate', { prompt: 'a cat', versus: 'sample-quality' }).answered;
    await header('Two models · A: Sample · B: Sample fine');
  });
});

describe('/generate without a prompt', () => {
  it('opens a form that keeps what was chosen, takes files, and answers with the header', async () => {
    const { person, discord, image, store } = await atDiscord();
    const you = person('you');
    const given = { tier: 'quality', size: 'portrait', count: 2, category: 'd(beauty)' };
    const opened = you.slash('generate', given);
    const { type } = await opened.answered;
    expect(type).toBe(9);
    const mine = { name: 'mine.png', bytes: await aPicture(), type: 'image/png' };
    const sent = you.submit(opened, { prompt: 'a face' }, { references: [mine] });
    const { message } = await sent.answered;
    expect(message && isHeader(message)).toBe(true);
    await image('A');
    await discord.until(() => discord.messages(you.channel.id).filter(isHeader).length === 2);
    const [pair] = store().pairs.history(
      `discord:${you.user.id}`,
      you.channel.guild?.id ?? '',
      null,
      9,
    );
    expect(pair?.pair.request).toMatchObject({
      tier: 'quality',
      category: 'd(beauty)',
      prompt: 'a face',
    });
    expect(pair?.pair.request.size.height).toBeGreaterThan(pair?.pair.request.size.width ?? 0);
    expect(pair?.pair.own.map((one) => one.name)).toEqual(['mine.png']);
  });

  it('says so when more was chosen than fits behind a form', async () => {
    const { person } = await atDiscord();
    const given = { tier: 'x'.repeat(90), count: 2 };
    const sent = person('you').slash('generate', given);
    await sent.answered;
    expect(privateText(sent)).toContain('send them together with a prompt');
  });
});

describe('the context menu of a message', () => {
  it('shows the details of what of ours it shows, and says so where it is not ours', async () => {
    const { ask, image, header, person, discord } = await atDiscord();
    await ask('a stone');
    const shown = await image('B');
    await header('B · ready');
    const you = person('you');
    const menu = you.menu('Diptych details', shown.id);
    await discord.until(() => privateText(menu).includes('Details of B'));
    const other = you.menu('Diptych details', you.say('hello').id);
    await other.answered;
    expect(privateText(other)).toContain('shows no pair and no image of mine');
  });
});

describe('a new server', () => {
  it('is greeted once, with prompts to click', async () => {
    const { discord, store } = await atDiscord();
    const joined = discord.addGuild({ name: 'New', ready: false });
    const hall = joined.addChannel({ name: 'hall', system: true });
    joined.setReady();
    const greeting = await discord.until(() => discord.messages(hall.id)[0]);
    expect(says(greeting, 'Welcome to Diptych')).toBe(true);
    expect(labelsOf(greeting)).toHaveLength(3);
    const user = discord.addUser({ name: 'newcomer' });
    joined.addMember(user);
    const newcomer = discord.person(user, hall);
    const pressed = newcomer.press(greeting.id, greeting.customIds[0] ?? '');
    // The gateway may tell of one press twice: it makes one pair.
    discord.gateway.redeliver(pressed);
    await pressed.answered;
    await discord.until(() => discord.messages(hall.id).find((one) => one.attachments.length > 0));
    const pairs = store().pairs.history(`discord:${user.id}`, joined.id, null, 9);
    expect(pairs).toHaveLength(1);
  });
});
