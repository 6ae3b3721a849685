import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.ts';
import { startHub } from '../../src/hub.ts';
import { SystemClock } from '../../src/system.ts';
import type { FakeChannel } from '../fakes/discord/channel.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import type { Person } from '../fakes/discord/person.ts';
import type { FakeUser } from '../fakes/discord/user.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { plainText } from '../journeys/plain-text.ts';
import { type Answer, call } from '../web/hub.ts';
import { DISCORD, FOLDER, type KeptGuild, NAMES } from './older-names.ts';

/** The present hub on a copy of the older folder, a minute after the older one died. */
export async function olderHub() {
  const home = await mkdtemp(join(tmpdir(), 'diptych-older-'));
  for (const one of ['diptych.db', 'blobs']) {
    await cp(join(FOLDER, one), join(home, one), { recursive: true });
  }
  const clock = new ClockFrom(Date.parse(NAMES.takenAt) + 60_000);
  const log = new SilentLog();
  const { discord, users, channels } = await olderDiscord(clock);
  const config = loadConfig({
    DIPTYCH_HOME: home,
    PORT: '0',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  });
  const hub = await startHub(config, { log, signal: new AbortController().signal, clock });
  await discord.until(() => discord.gateway.connected === 1 && discord.commands().length > 0);
  return {
    home,
    log,
    discord,
    ...onWeb(hub.url),
    /** The channel of that name; `dm` is Dana's own. */
    channel: (name: string) => found(channels, name),
    /** Somebody at a client: in the channel `pictures` unless said. */
    person: (name: string, channel = 'pictures'): Person => {
      const locale = name === 'hana' ? 'ko' : 'en-US';
      return discord.person(found(users, name), found(channels, channel), { locale });
    },
    /** The newest public message of a channel that says all of this. */
    seen: (channel: string, ...texts: readonly string[]): Promise<FakeMessage> =>
      discord.until(() =>
        discord
          .messages(found(channels, channel).id)
          .findLast((one) => texts.every((text) => plainText(one.text).includes(text))),
      ),
    close: async () => {
      await hub.close();
      await discord.close();
      await rm(home, { recursive: true, force: true });
      if (discord.violations.length > 0) throw new Error(discord.violations.join('\n'));
    },
  };
}
export type OlderHub = Awaited<ReturnType<typeof olderHub>>;

/** People in the web chat, by its HTTP API. */
function onWeb(url: string) {
  const as = (who: string) => ({ 'x-diptych-user': who });
  const get = (path: string, who = 'you') => call(url, path, { headers: as(who) });
  const post = (path: string, body: object, who = 'you', more = {}) =>
    call(url, path, { body, headers: { ...as(who), ...more } });
  const status = async (id: string): Promise<Answer['json']> =>
    (await get(`/api/generation-status?batch_id=${id}`)).json;
  return {
    get,
    post,
    status,
    /** Presses a button, or sends its form. */
    press: (who: string, id: string, values?: object) =>
      post('/api/press', { id, ...(values && { values }) }, who),
    /** The pair's status once its sides have ended and their messages stand. */
    ended: async (id: string): Promise<Answer['json']> => {
      for (;;) {
        const now = await status(id);
        const over = [now.sides.A, now.sides.B].every(
          (one) => !LIVE.has(one.state) && one.message_id !== null,
        );
        if (now.state === 'refused' || over) return now;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    /** All messages of the chat, oldest first. */
    messages: async (who = 'you'): Promise<readonly Answer['json'][]> => {
      const all: Answer['json'][] = [];
      for (let before = ''; ; before = `?before=${all[0].id}`) {
        const { json } = await get(`/api/messages${before}`, who);
        all.unshift(...json.messages);
        if (!json.more) return all;
      }
    },
  };
}
const LIVE = new Set(['planning', 'waiting', 'running']);

/** Goes on from a moment of another time. */
class ClockFrom extends SystemClock {
  readonly #aheadMs: number;

  constructor(at: number) {
    super();
    this.#aheadMs = at - super.now();
  }

  override now(): number {
    return super.now() + this.#aheadMs;
  }
}

async function olderDiscord(clock: SystemClock) {
  const discord = await FakeDiscord.start({ clock, applicationId: DISCORD.applicationId });
  discord.gateway.identifyWindowMs = 0;
  const users = new Map<string, FakeUser>();
  const byId = new Map<string, FakeUser>();
  for (const { id, name, globalName } of DISCORD.users) {
    const user = discord.addUser({ id, name, ...(globalName !== null && { globalName }) });
    users.set(name, user);
    byId.set(id, user);
  }
  const channels = new Map<string, FakeChannel>();
  for (const guild of DISCORD.guilds) addGuild(discord, guild, byId, channels);
  for (const { user, id, messages } of DISCORD.dms) {
    const channel = discord.openDm(found(byId, user), id);
    discord.recall(channel, messages);
    channels.set('dm', channel);
  }
  return { discord, users, channels };
}

function addGuild(
  discord: FakeDiscord,
  { id, name, maxUpload, roles, members, channels }: KeptGuild,
  users: ReadonlyMap<string, FakeUser>,
  all: Map<string, FakeChannel>,
): void {
  const guild = discord.addGuild({ id, name, maxUpload });
  for (const role of roles) guild.addRole(role);
  for (const { user, nick, ...more } of members) {
    guild.addMember(found(users, user), { ...more, ...(nick !== null && { nick }) });
  }
  for (const { messages, ...options } of channels) {
    const channel = guild.addChannel(options);
    discord.recall(channel, messages);
    all.set(channel.name, channel);
  }
}

function found<T>(all: ReadonlyMap<string, T>, name: string): T {
  const one = all.get(name);
  if (one === undefined) throw new Error(`there is no ${name}`);
  return one;
}
