import { expect, it } from 'vitest';
import { call, ended, runHub } from './hub.ts';
import { compressingProxy } from './compressing-proxy.ts';

it.each(['gzip', 'gzip, br'])(
  'events come through a proxy that compresses with %s, each at once',
  async (accepted) => {
    const hub = await runHub({ API_TOKEN: 'a-token-of-some-length' });
    const proxy = await compressingProxy(hub.url);
    const token = { authorization: 'Bearer a-token-of-some-length' };
    const headers = { ...token, 'accept-encoding': accepted };
    const list = await fetch(`${proxy}/api/messages`, { headers });
    expect(list.headers.get('content-encoding')).toBe(accepted.split(', ').at(-1));
    const { seq } = JSON.parse(await list.text());
    const response = await fetch(`${proxy}/api/events?since=${seq}`, { headers });
    expect(response.headers.get('content-encoding')).toBeNull();
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toContain('event: hello');
    const asked = await call(proxy, '/api/generate', { body: { prompt: 'a cat' }, headers: token });
    const { sides } = await ended(hub.url, asked.json.batch_id, token);
    const ids = [sides.A, sides.B].map((side) => `"id":"${side.message_id}"`);
    let told = '';
    while (!ids.every((id) => told.includes(id))) told += (await reader?.read())?.value;
    expect(told.match(/event: message/g)?.length).toBeGreaterThanOrEqual(3);
    await reader?.cancel();
    await hub.close();
  },
);
