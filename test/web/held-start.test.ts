import { expect, it, onTestFinished, vi } from 'vitest';
import { besideHub } from '../other-writer.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended, runHub } from './hub.ts';

it('a hub stops while another program holds its database, and starts when that lets it go', async () => {
  const hub = await runHub();
  onTestFinished(() => hub.close());
  const { url } = hub;
  const done = await ask(url, 'a cat');
  await ended(url, done);
  const free = await besideHub(hub.home);
  let stopped = false;
  const started = hub.restart(async () => {
    stopped = true;
  });
  await vi.waitFor(() => {
    expect(hub.log.lines.map((one) => one.message)).toContain(
      'another program holds the database: waiting up to 30 s for it',
    );
  }, PATIENT);
  expect(stopped).toBe(true);
  await free();
  await started;
  expect((await call(url, '/readyz')).status).toBe(200);
  expect((await ended(url, done)).side_a_state).toBe('succeeded');
  await ended(url, await ask(url, 'a dog'));
});
