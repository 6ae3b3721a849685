import { expect, it } from 'vitest';
import { SlackApp } from '../../src/bots/slack/app.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';

it('a stop waits 3 s for what people asked for and 3 s for the connections, and no longer', async () => {
  const clock = new FakeClock();
  const steps: string[] = [];
  const done = () => Promise.resolve();
  const never = (step: string) => () => {
    steps.push(step);
    return new Promise<never>(() => undefined);
  };
  const app = new SlackApp({
    way: { init: () => undefined, start: done, stop: never('connections') },
    installation: { learn: done, team: () => null },
    interactions: {
      command: done,
      press: done,
      submit: done,
      shortcut: done,
      idle: never('people'),
    },
    reactions: { handle: () => Promise.resolve(undefined), close: () => steps.push('emoji') },
    home: { opened: done },
    catchUp: {
      start: () => undefined,
      changed: () => undefined,
      readAgain: () => undefined,
      close: never('reading'),
    },
    clock,
    log: new SilentLog(),
  });
  const closed = app.close().then(() => steps.push('closed'));
  await clock.advance(2_999);
  expect(steps).toEqual(['emoji', 'people']);
  await clock.advance(1);
  expect(steps).toEqual(['emoji', 'people', 'connections', 'reading']);
  await clock.advance(3_000);
  await closed;
  expect([steps.at(-1), clock.pending]).toEqual(['closed', 0]);
});
