import { WebEvents } from '../../src/bots/web/events.ts';
import { ChatView } from '../../src/bots/web/facts/chat-view.ts';
import { webApp } from '../../src/bots/web/app.ts';
import { Signer } from '../../src/bots/web/links.ts';
import { Sessions } from '../../src/bots/web/sessions.ts';
import { Streams } from '../../src/bots/web/streams.ts';
import { WrongTokens } from '../../src/bots/web/wrong-tokens.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sessionRows } from '../../src/storage/session-rows.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import type { Hub } from '../studio/hub.ts';
import type { Answer, Call } from './hub.ts';

export interface WebOptions {
  readonly apiToken?: string;
  readonly adminUsers?: readonly string[];
  readonly publicUrl?: string;
}

/** The web's doors in front of a test's studio, asked without a network. */
export function webOf(hub: Hub, { apiToken: token, adminUsers = [], publicUrl }: WebOptions = {}) {
  const { studio, clock, log } = hub;
  const signer = new Signer('a secret', clock);
  const db = openDatabase(':memory:');
  const messages = webMessageRows(db);
  const apiToken = token ?? null;
  const sessions = new Sessions({ rows: sessionRows(db), clock, apiToken });
  const events = new WebEvents();
  const streams = new Streams({ clock });
  const app = webApp({
    studio,
    messages,
    events,
    view: new ChatView({ ...studio, messages }),
    sessions,
    streams,
    wrongTokens: new WrongTokens({ clock, log }),
    signer,
    clock,
    log,
    apiToken,
    publicUrl: publicUrl ?? null,
    adminUsers,
    metrics: async () => '',
    ready: () => null,
    storage: async () => null,
    stopping: new AbortController().signal,
  });
  const ask = async (path: string, { body, method, headers }: Call = {}): Promise<Answer> => {
    const response = await app.request(`http://localhost${path}`, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        host: 'localhost',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  };
  /** The same as somebody. */
  const as =
    (name: string) =>
    (path: string, more: Call = {}) =>
      ask(path, { ...more, headers: { 'x-diptych-user': name, ...more.headers } });
  return { app, ask, as, signer, sessions, messages, events };
}
