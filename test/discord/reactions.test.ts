import { describe, expect, it, vi } from 'vitest';
import { PERMISSION } from '../fakes/discord/permissions.ts';
import { PATIENT } from '../patient.ts';
import { type AtDiscord, atDiscord, buttonOf } from './kit.ts';

async function anImage(at: AtDiscord) {
  await at.ask('a tree');
  const shown = await at.image('A');
  await at.header('A · ready');
  const rows = at.store();
  const id = buttonOf(shown, 'Details').split(':')[2] ?? '';
  /** "ana heart like", as they are kept. */
  const kept = () =>
    rows.reactions
      .of(id)
      .map(({ personId, name, kind }) => `${nameOf(at, personId)} ${name} ${kind}`);
  const until = (wanted: readonly string[]) =>
    vi.waitFor(() => expect(kept().toSorted()).toEqual(wanted.toSorted()), PATIENT);
  return { shown, kept, until };
}

function nameOf({ person }: AtDiscord, id: string): string {
  const known = ['you', 'ana', 'ben'].find((name) => `discord:${person(name).user.id}` === id);
  return known ?? id;
}

describe('an emoji on an image', () => {
  it('is a like, a dislike or just named, and is taken away with it', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const [ana, ben] = [at.person('ana'), at.person('ben')];
    ana.react(shown.id, '❤️');
    ben.react(shown.id, '👎');
    ben.react(shown.id, '<:party:123456789012345678>');
    await until(['ana heart like', 'ben -1 dislike', 'ben party other']);
    ana.unreact(shown.id, '❤️');
    ben.unreact(shown.id, '<:party:123456789012345678>');
    await until(['ben -1 dislike']);
  });

  it('is kept by its skin tone, and a super one beside a normal one', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const [ana, ben] = [at.person('ana'), at.person('ben')];
    for (const emoji of ['👍', '👍🏽']) ana.react(shown.id, emoji);
    for (const burst of [false, true]) ben.react(shown.id, '🎉', { burst });
    await until(['ana +1 like', 'ana +1 like', 'ben tada like', 'ben tada like']);
    ana.unreact(shown.id, '👍🏽');
    ben.unreact(shown.id, '🎉', { burst: true });
    await until(['ana +1 like', 'ben tada like']);
    // Unheard, too.
    await at.hub.restart(async () => {
      for (const burst of [true]) ben.react(shown.id, '🎉', { burst });
      ben.unreact(shown.id, '🎉');
      ana.react(shown.id, '👍🏿');
      ana.unreact(shown.id, '👍');
    });
    await until(['ana +1 like', 'ben tada like']);
    ana.unreact(shown.id, '👍🏿');
    ben.unreact(shown.id, '🎉', { burst: true });
    await until([]);
  });

  it('that was deleted on its server goes with its id, whatever its name is by then', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const ana = at.person('ana');
    ana.react(shown.id, '<:party:123456789012345678>');
    await until(['ana party other']);
    ana.unreact(shown.id, '<:fiesta:123456789012345678>');
    await until([]);
  });

  it('counts on old messages after a restart like on new ones', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    await at.hub.restart(async () => {});
    await at.discord.until(() => at.discord.gateway.connected === 1);
    at.person('ana').react(shown.id, '🔥');
    await until(['ana fire like']);
  });

  it('of bots is not counted, nor what stands elsewhere', async () => {
    const at = await atDiscord();
    const { shown, kept, until } = await anImage(at);
    const bot = at.discord.addUser({ name: 'other bot', bot: true });
    at.guild.addMember(bot);
    at.discord.person(bot, at.channel).react(shown.id, '❤️');
    const ana = at.person('ana');
    ana.react(ana.say('hello').id, '❤️');
    ana.react((await at.header()).id, '❤️');
    ana.react(shown.id, '💯');
    await until(['ana 100 like']);
    expect(kept()).toHaveLength(1);
  });

  it('in a direct message counts too, also right after a restart', async () => {
    const at = await atDiscord();
    const { user } = at.person('ana');
    const ana = at.discord.person(user, at.discord.openDm(user));
    await ana.slash('generate', { prompt: 'a secret' }).answered;
    const seen = () => at.discord.messages(ana.channel.id);
    const shown = await at.discord.until(() => seen().find((one) => one.attachments.length > 0));
    await at.discord.until(() => seen().some((one) => one.text.includes('Which is better')));
    await at.hub.restart(async () => {});
    await at.discord.until(() => at.discord.gateway.connected === 1);
    ana.react(shown.id, '❤️');
    const rows = at.store();
    const id = buttonOf(shown, 'Details').split(':')[2] ?? '';
    await vi.waitFor(() => expect(rows.reactions.count(id).likes).toBe(1), PATIENT);
  });

  it('of whom the rules leave out is not counted, unless they manage the server', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const artists = at.guild.addRole({ name: 'artists' });
    const bosses = at.guild.addRole({ name: 'bosses', permissions: PERMISSION.manageGuild });
    const member = (name: string, role: { readonly id: string }) => {
      const user = at.discord.addUser({ name });
      at.guild.addMember(user, { roles: [role.id] });
      return at.discord.person(user, at.channel);
    };
    const [artist, boss] = [member('artist', artists), member('boss', bosses)];
    const names = [`discord:${artist.user.id} heart like`, `discord:${boss.user.id} heart like`];
    at.store().access.putRules(at.guild.id, { roles: [artists.id], channels: [] });
    await at.hub.restart(async () => {});
    await at.discord.until(() => at.discord.gateway.connected === 1);
    for (const one of [at.person('ana'), artist, boss]) one.react(shown.id, '❤️');
    await until(names);
    // The same when it happens unheard.
    await at.hub.restart(async () => {
      for (const one of [artist, boss]) one.unreact(shown.id, '❤️');
    });
    await until([]);
    await at.hub.restart(async () => {
      for (const one of [artist, boss]) one.react(shown.id, '❤️');
    });
    await until(names);
  });
});

describe('emoji swept from somebody else’s message', () => {
  it('make nothing be read', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const said = at.person('ben').say('hello');
    at.person('ana').react(said.id, '❤️');
    const before = at.discord.requests.length;
    at.discord.sweepReactions(at.channel.id, said.id);
    at.person('ana').react(shown.id, '❤️');
    await until(['ana heart like']);
    const reads = at.discord.requests.slice(before).filter(({ method }) => method === 'GET');
    expect(reads).toEqual([]);
  });
});

describe('after a time in which nothing was heard', () => {
  it('likes that came are counted, and those that went are not', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const [ana, ben] = [at.person('ana'), at.person('ben')];
    ana.react(shown.id, '❤️');
    await until(['ana heart like']);
    await at.hub.restart(async () => {
      ana.unreact(shown.id, '❤️');
      ben.react(shown.id, '🔥', { burst: true });
      ana.react(shown.id, '👎');
      for (let n = 0; n < 130; n += 1) at.person('ana').say('talk');
    });
    await until(['ana -1 dislike', 'ben fire like']);
  });

  it('likes of a message that holds what nobody here knows stay as they are', async () => {
    const at = await atDiscord();
    await anImage(at);
    await at.header('Which is better?');
    const [first, second] = await at.discord.until(() => at.images().length === 2 && at.images());
    const rows = at.store();
    const likes = () =>
      [first, second].map((shown) => {
        const id = shown ? (buttonOf(shown, 'Details').split(':')[2] ?? '') : '';
        return rows.reactions.count(id).likes;
      });
    const until = (wanted: readonly number[]) =>
      vi.waitFor(() => expect(likes()).toEqual(wanted), PATIENT);
    at.person('ana').react(second?.id ?? '', '❤️');
    await until([0, 1]);
    await at.hub.restart(async () => {
      if (second) second.components = [...second.components, { type: 99, custom_id: null }];
      at.person('ben').react(first?.id ?? '', '❤️');
    });
    // Read newest first: the second is done with when the first is.
    await until([1, 1]);
  });

  it('a hundred people’s are read to the last, and a bot’s is not', async () => {
    const at = await atDiscord();
    const { shown, kept } = await anImage(at);
    await at.hub.restart(async () => {
      for (let n = 0; n < 150; n += 1) {
        const user = at.discord.addUser({ name: `p${n}`, bot: n === 0 });
        at.guild.addMember(user);
        at.discord.person(user, at.channel).react(shown.id, '👍');
      }
    });
    await vi.waitFor(() => expect(kept()).toHaveLength(149), PATIENT);
  });

  it('the gateway’s resume tells what was missed, without reading everything again', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    const reads = () =>
      at.discord.requests
        .filter(({ path }) => path.endsWith('/messages') && path.startsWith('/channels'))
        .filter(({ method }) => method === 'GET').length;
    const before = reads();
    at.discord.gateway.drop({ resumable: true });
    at.person('ana').react(shown.id, '❤️');
    await until(['ana heart like']);
    expect(at.discord.gateway.resumes).toBe(1);
    expect(reads()).toBe(before);
  });

  it('a session that is lost is made up for by reading', async () => {
    const at = await atDiscord();
    const { shown, until } = await anImage(at);
    at.discord.gateway.drop({ resumable: false });
    at.person('ana').react(shown.id, '❤️');
    await until(['ana heart like']);
  });

  it.each([
    ['all', undefined, []],
    ['one', '❤️', ['ben fire like']],
  ] as const)(
    'emoji that a moderator swept away (%s) are gone here too',
    async (_, emoji, left) => {
      const at = await atDiscord();
      const { shown, until } = await anImage(at);
      at.person('ana').react(shown.id, '❤️');
      at.person('ben').react(shown.id, '🔥');
      await until(['ana heart like', 'ben fire like']);
      at.discord.sweepReactions(at.channel.id, shown.id, emoji);
      await until(left);
    },
  );
});
