import type { RequestListener } from 'node:http';
import type { ImageLinks } from '../../core/ports/surface.ts';
import type { World } from '../../core/studio/base/world.ts';
import type { Bot } from '../../core/studio/bot.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { Answers } from './answers.ts';
import { SlackApp, type WayIn } from './app.ts';
import { SlackAttachments } from './attachments.ts';
import { slackClient } from './client.ts';
import { Desk } from './desk.ts';
import { SlackFiles } from './files.ts';
import { Home } from './home.ts';
import { HttpWay } from './http.ts';
import { Installation } from './installation.ts';
import { Interactions } from './interactions.ts';
import { boltLog } from './log.ts';
import { EVENTS_PATH } from './manifest.ts';
import { People } from './people.ts';
import { Presses } from './presses.ts';
import { SlackReactionReader } from './reaction-reader.ts';
import { Reactions } from './reactions.ts';
import { References } from './references.ts';
import type { SlackSettings } from './settings.ts';
import { ShownFiles } from './shown-files.ts';
import { SocketWay } from './socket.ts';
import { SlackSurface } from './surface.ts';

export type SlackBotParts = Pick<World, 'store' | 'blobs' | 'images' | 'clock' | 'log'> & {
  readonly settings: SlackSettings;
  readonly links: ImageLinks;
  readonly adminUsers: readonly string[];
};

export interface SlackBot extends Bot {
  /** What answers a path of the hub's own port; nothing with Socket Mode. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}

/** Builds all of Slack by hand; nothing is connected before it starts. */
export function slackBot({ settings, store, ...parts }: SlackBotParts): SlackBot {
  const { clock, log } = parts;
  const { wayIn, apiUrl } = settings;
  const client = slackClient(settings);
  const appClient =
    wayIn.type === 'socket' ? slackClient({ botToken: wayIn.appToken, apiUrl }) : null;
  const installation = new Installation({ client, appClient, clock, log });
  const { team } = installation;
  const stopping = new AbortController();
  const uploads = new SlackFiles({ client, clock, signal: stopping.signal });
  const surface = new SlackSurface({ ...parts, client, team, files: uploads });
  const people = new People({ ...parts, client, team, access: store.access });
  const { way, mounts } = wayOf(settings, parts);
  let app: SlackApp | null = null;
  surface.whenFound(() => app?.found());

  const appOf = (studio: Studio): SlackApp => {
    const files = new ShownFiles(studio.lookup);
    const answers = new Answers({ client, files, log });
    const references = new References(client);
    const desk = new Desk({
      studio,
      surface,
      client,
      people,
      answers,
      references,
      clock,
      log,
      team,
    });
    const home = new Home(desk, { files, presses: new Presses(desk) });
    const reader = new SlackReactionReader({
      client,
      clock,
      team,
      people: (userId, place) => people.reacting(userId, place),
      signal: stopping.signal,
    });
    const catchUp = studio.catchUp('slack', reader);
    const reactions = new Reactions({
      studio,
      people,
      clock,
      log,
      team,
      late: ({ place, message }) => catchUp.readAgain(place, message),
    });
    return new SlackApp({
      way,
      installation,
      interactions: new Interactions(desk, { files, home }),
      reactions,
      home,
      catchUp,
      clock,
      log,
    });
  };
  return {
    name: 'slack',
    surface,
    mounts,
    fetcher: new SlackAttachments({ client, ...settings }),
    async open(studio) {
      app = appOf(studio);
      await app.open();
    },
    start: async () => (await app?.start()) ?? null,
    async close() {
      stopping.abort();
      await app?.close();
    },
  };
}

interface Way {
  readonly way: WayIn;
  readonly mounts: SlackBot['mounts'];
}

function wayOf(
  { wayIn, apiUrl }: SlackSettings,
  { clock, log }: Pick<World, 'clock' | 'log'>,
): Way {
  const logger = boltLog(log);
  if (wayIn.type === 'socket') {
    const { appToken } = wayIn;
    return { way: new SocketWay({ appToken, apiUrl, clock, log, logger }), mounts: new Map() };
  }
  const way = new HttpWay({ signingSecret: wayIn.signingSecret, clock, logger });
  return { way, mounts: new Map([[EVENTS_PATH, way.listen]]) };
}
