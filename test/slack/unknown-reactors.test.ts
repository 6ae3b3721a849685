import { WebAPIRateLimitedError } from '@slack/web-api';
import { expect, it, onTestFinished } from 'vitest';
import { MAX_WAITING, UnknownReactors } from '../../src/bots/slack/unknown-reactors.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { aCaller } from '../values.ts';

const { place } = aCaller();

/** Emoji that wait, and a Slack that says who somebody is only when `speaks` is set. */
function waiting() {
  const clock = new FakeClock();
  const slack = { speaks: false, asked: [] as string[], failure: new Error('no answer') };
  const reactors = new UnknownReactors({
    clock,
    log: new SilentLog(),
    people: {
      reacting: async (user) => {
        slack.asked.push(user);
        if (!slack.speaks) throw slack.failure;
        return user === 'robot' ? undefined : aCaller(user);
      },
    },
  });
  onTestFinished(() => reactors.close());
  const stored: string[] = [];
  const keep = (user: string, emoji: string) =>
    reactors.keep({ user, place, known: () => void stored.push(`${user} ${emoji}`) });
  return { clock, slack, reactors, stored, keep };
}

it('emoji are stored in the order of their coming, those of bots never, and nothing is asked any more', async () => {
  const { clock, slack, reactors, stored, keep } = waiting();
  keep('robot', 'fire');
  keep('ana', 'heart');
  keep('ana', 'tada');
  await clock.advance(2_000);
  expect([stored, reactors.has('ana')]).toEqual([[], true]);
  slack.speaks = true;
  await clock.advance(4_000);
  expect(stored).toEqual(['ana heart', 'ana tada']);
  expect([reactors.has('ana'), reactors.has('robot'), clock.pending]).toEqual([false, false, 0]);
});

it('Slack is asked more and more seldom, and no longer than an hour', async () => {
  const { clock, slack, reactors, keep } = waiting();
  keep('ana', 'heart');
  await clock.advance(62_000);
  expect(slack.asked).toHaveLength(5);
  await clock.advance(3_900_000);
  expect([reactors.has('ana'), clock.pending]).toEqual([false, 0]);
  expect(slack.asked.length).toBeLessThan(25);
});

it('nobody else is asked about when Slack wants to be left alone', async () => {
  const { clock, slack, keep } = waiting();
  for (const user of ['ana', 'ben', 'chloe']) keep(user, 'heart');
  await clock.advance(2_000);
  expect(slack.asked).toEqual(['ana', 'ben', 'chloe']);
  slack.failure = new WebAPIRateLimitedError(1);
  await clock.advance(4_000);
  expect(slack.asked).toEqual(['ana', 'ben', 'chloe', 'ana']);
});

it('no more than so many wait: the oldest is left to the next reading', async () => {
  const { clock, slack, stored, keep } = waiting();
  for (let at = 0; at <= MAX_WAITING; at += 1) keep('ana', `${at}`);
  slack.speaks = true;
  await clock.advance(2_000);
  expect([stored.length, stored[0]]).toEqual([1_000, 'ana 1']);
});

it('nothing is asked once it is closed', async () => {
  const { clock, slack, reactors, keep } = waiting();
  keep('ana', 'heart');
  reactors.close();
  keep('ana', 'tada');
  await clock.advance(3_600_000);
  expect([slack.asked, clock.pending]).toEqual([[], 0]);
});
