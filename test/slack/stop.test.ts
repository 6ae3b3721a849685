import { describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { atSlack, isHeader } from './kit.ts';

/** Milliseconds of the machine's clock that a stop may take, where Slack keeps it waiting for minutes. */
const SOON_MS = 10_000;

describe('a hub that stops', () => {
  it('while Slack has not said who asked does what they asked for', async () => {
    const { slack, hub, person, store } = await atSlack();
    const you = person('you');
    const hold = slack.hold('users.info');
    const sent = you.command('/generate', 'a cat');
    await sent.answered;
    await slack.until(() => slack.calls.some(({ method }) => method === 'users.info'));
    const stopped = hub.stopKeepingHome();
    hold.release();
    await stopped;
    const [pair] = store().pairs.history(`slack:${you.user.id}`, 'T0STUDIO01', null, 5);
    expect([sent.failed, pair?.pair.request.prompt]).toEqual([false, 'a cat']);
    expect(hub.log.errors).toEqual([]);
  });

  it('amid an upload leaves it to the next process', async () => {
    const { slack, hub, person, channel } = await atSlack();
    const hold = slack.hold('upload');
    await person('you').command('/generate', 'a cat').answered;
    const files = () => [...slack.world.files.all.values()].map(({ state }) => state);
    await vi.waitFor(() => expect(files()).toContain('uploaded'), PATIENT);
    const before = Date.now();
    await hub.restart(() => {
      expect(Date.now() - before).toBeLessThan(SOON_MS);
      hold.release();
      return Promise.resolve();
    });
    const images = () => slack.messages(channel).filter((one) => one.isOurs && !isHeader(one));
    await slack.until(() => images().length === 2);
    expect(files().filter((state) => state === 'completed')).toHaveLength(2);
  });
});
