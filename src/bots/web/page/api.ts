import type { Suggestion } from '../../../core/plan/suggest.ts';
import { randomName } from './composer/random-name.ts';
import type { Credits } from './composer/state.ts';
import type { HistoryEntry } from './history/state.ts';
import type { Me, Message, PairFacts, Reply } from './model.ts';

/** A refusal of the hub: one sentence for the person. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

async function send<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  const text = await response.text();
  if (!response.ok) throw new Refusal(response.status, sentenceOf(text) ?? response.statusText);
  // The hub answers by the schemas it publishes; an empty answer is read by nobody.
  return JSON.parse(text === '' ? 'null' : text);
}

/** The sentence of a refusal. */
export function sentenceOf(problem: string): string | undefined {
  try {
    return JSON.parse(problem).detail;
  } catch {
    return undefined;
  }
}

function get<T>(path: string): Promise<T> {
  return send<T>(path, {});
}

function post<T>(path: string, body: unknown, more: Record<string, string> = {}): Promise<T> {
  const headers = { 'content-type': 'application/json', ...more };
  return send<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function once(): Record<string, string> {
  return { 'idempotency-key': randomName() };
}

function remove(path: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return send(path, { method: 'DELETE', headers });
}

export interface MessagesPage {
  readonly messages: readonly Message[];
  readonly pairs: readonly PairFacts[];
  readonly seq: number;
  readonly epoch: string;
  /** Whether the chat goes on before it, and after it. */
  readonly more: boolean;
  readonly newer: boolean;
}

interface HistoryPage {
  readonly pairs: readonly HistoryEntry[];
  readonly next: string | null;
}

interface Differences {
  readonly lines: readonly string[];
  readonly a: readonly { readonly url: string; readonly label: string }[];
  readonly b: readonly { readonly url: string; readonly label: string }[];
}

export const api = {
  me: () => get<Me>('/api/me'),
  /** A page of whole pairs: the newest, or those at a message's id. */
  messages: (at: { readonly [place in 'before' | 'after' | 'around']?: string }) =>
    get<MessagesPage>(`/api/messages?${new URLSearchParams({ whole: 'pairs', ...at }).toString()}`),
  credits: () => get<Credits>('/api/credits'),
  /** The same key and body again ask for nothing more. */
  generate: (body: object, key: string) =>
    post<unknown>('/api/generate', body, { 'idempotency-key': key }),
  /** A browser may send a request again on a new connection: the key makes it one press. A second vote takes the first one back. */
  press: (id: string, values?: object) =>
    post<Reply>('/api/press', { id, values }, id.startsWith('1:vote:') ? once() : {}),
  /** Deletes an image for good, also when the page is left meanwhile. */
  remove: (generation: string) =>
    send<Reply>('/api/press', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: `1:delete_confirm:${generation}` }),
      keepalive: true,
    }),
  react: (message: string, emoji: string, present: boolean) =>
    post<unknown>('/api/reactions', { message_id: message, emoji, present }),
  /** What differs between two generations. */
  compare: (a: string, b: string) =>
    get<Differences>(`/api/compare?${new URLSearchParams({ a, b }).toString()}`),
  /** One's own pairs, newest first, with all these words in their prompts. `before`: `next` of the page before. */
  history: (words: string, before: string | null) => {
    const asked = {
      ...(words === '' ? {} : { q: words }),
      ...(before === null ? {} : { before }),
    };
    return get<HistoryPage>(`/api/history?${new URLSearchParams(asked).toString()}`);
  },
  word: (word: string, rest: string) =>
    get<Reply>(`/api/diptych?${new URLSearchParams({ word, rest }).toString()}`),
  suggest: async (asked: Readonly<Record<string, string>>) => {
    const path = `/api/suggest?${new URLSearchParams(asked).toString()}`;
    return (await get<{ readonly suggestions: readonly Suggestion[] }>(path)).suggestions;
  },
  signIn: (token: string) => post<unknown>('/api/session', { token }),
  signOut: () => remove('/api/session'),
};
