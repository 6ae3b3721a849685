import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { call } from '../web/hub.ts';
import { atSlack, type AtSlack } from './kit.ts';

const FORM = 'application/x-www-form-urlencoded';

/** Sends a body to Slack's path as anybody could, with headers beside. */
function sender({ hub, slack }: AtSlack) {
  const send = (body: string, headers: Record<string, string> = {}, path = '/slack/events') =>
    call(hub.url, path, { method: 'POST', body, headers: { 'content-type': FORM, ...headers } });
  const signed = (body: string, at?: number) =>
    slack.delivery.http.signed(slack.signingSecret, body, at);
  return { send, signed };
}
const HELP = new URLSearchParams({
  command: '/diptych',
  text: 'help',
  user_id: 'U1',
  channel_id: 'C1',
  trigger_id: '1.trigger',
  team_id: 'T0STUDIO01',
}).toString();

describe('Slack’s path', () => {
  it('is open to Slack’s signature alone, whatever Host and proxy it came by', async () => {
    const at = await atSlack('http');
    const { send, signed } = sender(at);
    const foreign = { host: 'diptych.example', 'x-forwarded-for': '52.0.0.1', via: '1.1 proxy' };
    expect((await send(HELP, { ...foreign, ...signed(HELP) })).status).toBe(200);
    expect((await send(HELP, foreign)).status).toBe(401);
    const other = at.slack.delivery.http.signed('another0secret00', HELP);
    expect((await send(HELP, other)).status).toBe(401);
    const old = signed(HELP, Math.floor(Date.now() / 1_000) - 400);
    expect((await send(HELP, old)).status).toBe(401);
    expect((await send(`${HELP}&text=x`, signed(HELP))).status).toBe(401);
  });

  it('answers ssl_check, and lets nothing in with it', async () => {
    const at = await atSlack('http');
    const { send } = sender(at);
    expect((await send('ssl_check=1&token=x')).status).toBe(200);
    expect((await send(`${HELP}&ssl_check=1`)).status).toBe(200);
    expect(at.slack.calls.filter(({ method }) => method === 'users.info')).toEqual([]);
  });

  it('answers the challenge of a new address', async () => {
    const at = await atSlack('http');
    const { send, signed } = sender(at);
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1' });
    const type = { 'content-type': 'application/json' };
    expect((await send(body, { ...type, ...signed(body) })).json).toEqual({ challenge: 'c-1' });
  });

  it.each([
    ['null', 'application/json'],
    ['[1]', 'application/json'],
    ['"x"', 'application/json; charset=utf-8'],
    ['payload=null', FORM],
    ['payload=', FORM],
  ])('refuses %j as %s, also when it is signed, and goes on', async (body, type) => {
    const at = await atSlack('http');
    const { send, signed } = sender(at);
    expect((await send(body, { 'content-type': type, ...signed(body) })).status).toBe(400);
    expect((await send(HELP, signed(HELP))).status).toBe(200);
  });

  it('takes a delivery of 1 MB at most, and only POST', async () => {
    const at = await atSlack('http');
    const { send } = sender(at);
    expect((await send('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await send('x'.repeat(1024 * 1024))).status).toBe(401);
    expect((await call(at.hub.url, '/slack/events')).status).toBe(405);
  });

  it('takes no body without an end', async () => {
    const at = await atSlack('http');
    const { port } = new URL(at.hub.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 17; sent += 1) socket.write(chunk);
    socket.end('0\r\n\r\n');
    let answer = '';
    for await (const part of socket.setEncoding('utf8')) answer += String(part);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('leaves every other path guarded, in every spelling', async () => {
    const at = await atSlack('http');
    const { send, signed } = sender(at);
    const foreign = { host: 'diptych.example', ...signed(HELP) };
    for (const path of [
      '/api/generate',
      '/slack/events/',
      '/slack//events',
      '/slack/%65vents',
      '/slack/events/../../api/pool',
      '/SLACK/events',
      '/',
    ]) {
      expect([path, (await send(HELP, foreign, path)).status]).toEqual([path, 403]);
    }
  });

  it('is not there with Socket Mode', async () => {
    const at = await atSlack('socket');
    const { send, signed } = sender(at);
    expect((await send(HELP, { host: 'diptych.example', ...signed(HELP) })).status).toBe(403);
  });

  it('does what was asked once, also when it is delivered twice', async () => {
    const { slack, person, header, headers } = await atSlack('http');
    const first = person('you').command('/generate', 'a cat');
    const second = slack.delivery.again(first);
    await Promise.all([first.answered, second.answered]);
    await header('a cat');
    expect([first.failed, second.failed, headers().length]).toEqual([false, false, 1]);
  });
});
