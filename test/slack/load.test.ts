import { expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { atSlack, type AtSlack, isHeader } from './kit.ts';

/** Milliseconds of Slack's three seconds that an acknowledgement may take, by the fake's clock. */
const ACK_MS = 2_500;
const COMMANDS = 200;
/** A busy machine must not make the line look too long for the last ones. */
const UNHURRIED = { QUEUE_BUDGET_MS: '86400000' };

/** Many people, each at a client in a channel of their own: a channel takes about one message a second. */
function crowd({ slack }: AtSlack) {
  return Array.from({ length: COMMANDS }, (_, index) => {
    const own = slack.addChannel({ name: `c-${index}` });
    return slack.person(slack.addUser({ name: `p${index}` }), own);
  });
}

it.each(['socket', 'http'] as const)(
  '200 commands at once by %s: each is acknowledged in time, and none is lost',
  async (mode) => {
    const at = await atSlack(mode, UNHURRIED);
    const { slack, hub, store } = at;
    const people = crowd(at);
    const sent = people.map((one, index) => one.command('/generate', `wish number ${index}`));
    await Promise.all(sent.map((one) => one.answered));
    expect(sent.filter((one) => one.failed)).toEqual([]);
    expect(Math.max(...sent.map((one) => one.ackMs ?? Infinity))).toBeLessThan(ACK_MS);
    const db = store();
    const asked = () =>
      people.flatMap(({ user }) => db.pairs.history(`slack:${user.id}`, 'T0STUDIO01', null, 5));
    await vi.waitFor(() => {
      expect(asked().map(({ pair }) => pair.request.prompt)).toEqual(
        people.map((_, index) => `wish number ${index}`),
      );
    }, PATIENT);
    const everywhere = () => [...slack.world.channels.values()].flatMap((one) => one.all);
    await slack.until(() => everywhere().filter(isHeader).length === COMMANDS);
    expect(hub.log.errors).toEqual([]);
  },
);
