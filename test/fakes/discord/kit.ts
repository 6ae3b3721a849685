import { onTestFinished } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { FakeDiscord } from './fake-discord.ts';
import type { FakeInteraction } from './interaction.ts';

/** What a request got. */
export interface Got {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers freely
  readonly json: any;
  /** The service's code; undefined when it was no refusal. */
  readonly code: number | undefined;
}

/** A file for a multipart request. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  files?: readonly SentFile[],
) => Promise<Got>;

/** A fake with one server, one channel and one person, for raw requests. */
export async function seat() {
  const clock = new FakeClock();
  const discord = await FakeDiscord.start({ clock });
  onTestFinished(() => discord.close());
  const guild = discord.addGuild({ name: 'Home' });
  const channel = guild.addChannel({ name: 'art' });
  const user = discord.addUser({ name: 'ana', globalName: 'Ana' });
  guild.addMember(user);
  const ana = discord.person(user, channel);
  const ask = asker(discord);
  const post = (body: unknown, files?: readonly SentFile[]) =>
    ask('POST', `/channels/${channel.id}/messages`, body, files);
  const edit = (id: string, body: unknown, files?: readonly SentFile[]) =>
    ask('PATCH', `/channels/${channel.id}/messages/${id}`, body, files);
  const register = (commands: readonly unknown[]) =>
    ask('PUT', `/applications/${discord.applicationId}/commands`, commands);
  return { clock, discord, guild, channel, user, ana, ask, post, edit, register };
}

function asker(discord: FakeDiscord): Ask {
  return async (method, path, body, files) => {
    const headers: Record<string, string> = { authorization: `Bot ${discord.token}` };
    if (body !== undefined && !files) headers['content-type'] = 'application/json';
    const data = files ? multipart(body, files) : body === undefined ? null : JSON.stringify(body);
    const response = await fetch(`${discord.apiUrl}/v10${path}`, { method, headers, body: data });
    return got(response);
  };
}

function multipart(body: unknown, files: readonly SentFile[]): FormData {
  const form = new FormData();
  form.append('payload_json', JSON.stringify(body));
  for (const [index, { name, bytes }] of files.entries()) {
    form.append(`files[${index}]`, new Blob([Uint8Array.from(bytes)], { type: 'image/png' }), name);
  }
  return form;
}

/** An answer, read to its end. */
export async function got(response: Response): Promise<Got> {
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  const json = isJson ? JSON.parse(text) : undefined;
  const code = response.ok ? undefined : json?.code;
  return { status: response.status, headers: response.headers, json, code };
}

/** A command with a prompt, as most tests need one. */
export const GENERATE = {
  name: 'generate',
  description: 'Makes a pair',
  options: [
    { type: 3, name: 'prompt', description: 'What', required: true, max_length: 100 },
    { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
    { type: 3, name: 'angle', description: 'From where', autocomplete: true },
    { type: 3, name: 'tone', description: 'How', choices: [{ name: 'Warm', value: 'warm' }] },
    { type: 11, name: 'reference', description: 'A picture' },
  ],
};

/** A picture's first bytes: a PNG of 4 by 3. */
export const PNG = Uint8Array.from(
  Buffer.from('89504e470d0a1a0a0000000d494844520000000400000003', 'hex'),
);

/** A seat whose person has just typed the command; answers go without the bot’s token. */
export async function typed() {
  const seated = await seat();
  const { discord, ana, register } = seated;
  await register([GENERATE]);
  const open = async (method: string, path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const data = body === undefined ? {} : { body: JSON.stringify(body), headers };
    return got(await fetch(`${discord.apiUrl}/v10${path}`, { method, ...data }));
  };
  const answer = (i: FakeInteraction, type: number, data?: unknown) =>
    open('POST', `/interactions/${i.id}/${i.token}/callback?with_response=true`, { type, data });
  const hook = (i: FakeInteraction, method: string, path = '', body?: unknown) =>
    open(method, `/webhooks/${discord.applicationId}/${i.token}${path}`, body);
  const i = ana.slash('generate', { prompt: 'a cat' });
  return { ...seated, open, answer, hook, i };
}

/** A value that a test reads freely. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests read answers freely
export function loosely(value: unknown): any {
  return value;
}
