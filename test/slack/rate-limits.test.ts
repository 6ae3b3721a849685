import { expect, it } from 'vitest';
import { filesIn } from './surface-kit.ts';
import { atSlack, textOf } from './kit.ts';

const PEOPLE = ['ana', 'ben', 'cho', 'dan'] as const;
/** Pairs of each command: as many of one person run at once. */
const COUNT = 2;
const PAIRS = PEOPLE.length * COUNT;

it('shows 16 images of four people within Slack’s rate limits: nothing is lost, nothing stands twice', async () => {
  const { slack, channel, person, headers, images, hub } = await atSlack();
  slack.rates.on = true;
  const sent = PEOPLE.map((name) =>
    person(name).command('/generate', `for ${name} count:${COUNT}`),
  );
  await Promise.all(sent.map((one) => one.answered));
  await slack.until(() => images().length === 2 * PAIRS);
  await slack.until(() => headers().filter((one) => isFinal(textOf(one))).length === PAIRS);
  for (const name of PEOPLE) {
    const own = headers().filter((one) => textOf(one).includes(`for ${name}`));
    expect(own).toHaveLength(COUNT);
  }
  // Also what was deleted again counts: nobody should have seen it.
  const posted = channel.all.filter((one) => one.isOurs && one.ephemeralFor === null);
  expect(posted).toHaveLength(3 * PAIRS);
  expect(new Set(posted.map(({ metadata }) => metadata?.event_payload['post'])).size).toBe(
    3 * PAIRS,
  );
  expect(new Set(images().flatMap(filesIn)).size).toBe(2 * PAIRS);
  expect(hub.log.errors).toEqual([]);
});

function isFinal(text: string): boolean {
  return (
    text.includes('A · ready') && text.includes('B · ready') && text.includes('Which is better?')
  );
}
