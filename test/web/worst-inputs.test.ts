import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendWorst, worstInputs } from '../../bench/worst-inputs.ts';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

/** Connections that send the head of a request and never its body. */
function slowBodies(count: number): () => void {
  const { hostname, port, host } = new URL(hub.url);
  const sockets = Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST /api/generate HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{`,
    );
    return socket;
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

it('one person’s worst inputs are refused, and another’s pair and health go on meanwhile', async () => {
  const endSlow = slowBodies(50);
  const inputs = worstInputs();
  const waited = { left: inputs.length };
  const refusals = inputs.map(async (input) => {
    const code = await sendWorst(hub.url, input, 'mallory');
    waited.left -= 1;
    return [input.what, input.codes.some((one) => code.endsWith(` ${one}`)) ? 'refused' : code];
  });
  const healthy: number[] = [];
  const health = (async () => {
    do healthy.push((await call(hub.url, '/healthz')).status);
    while (waited.left > 0);
  })();
  const headers = { 'x-diptych-user': 'ben' };
  const { json } = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' }, headers });
  const pair = await ended(hub.url, json.batch_id, headers);
  expect([pair.side_a_state, pair.side_b_state]).toEqual(['succeeded', 'succeeded']);
  expect(await Promise.all(refusals)).toEqual(inputs.map(({ what }) => [what, 'refused']));
  await health;
  endSlow();
  expect(new Set(healthy)).toEqual(new Set([200]));
  expect(hub.log.errors).toEqual([]);
  await ended(hub.url, await ask(hub.url, 'a dog'));
});
