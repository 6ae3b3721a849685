import { WebEvents } from '../../src/bots/web/events.ts';
import { webApp } from '../../src/bots/web/app.ts';
import { Signer } from '../../src/bots/web/links.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { webMessageRows } from '../../src/storage/web-message-rows.ts';
import type { Hub } from '../studio/hub.ts';
import type { Answer, Call } from './hub.ts';

export interface WebOptions {
  readonly apiToken?: string;
  readonly adminUsers?: readonly string[];
}

/** The web's doors in front of a test's studio, asked without a network. */
export function webOf(hub: Hub, { apiToken, adminUsers = [] }: WebOptions = {}) {
  const { studio, clock, log } = hub;
  const signer = new Signer('a secret', clock);
  const messages = webMessageRows(openDatabase(':memory:'));
  const app = webApp({
    studio,
    messages,
    events: new WebEvents(),
    signer,
    clock,
    log,
    apiToken: apiToken ?? null,
    adminUsers,
    metrics: async () => '',
    ready: () => null,
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
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
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
  return { ask, as, signer, messages };
}
