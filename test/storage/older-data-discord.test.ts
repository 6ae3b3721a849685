import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainText } from '../journeys/plain-text.ts';
import { privateText } from '../discord/kit.ts';
import { type OlderHub, olderHub } from './older-data-kit.ts';
import { idOf, messageWith, pairOf } from './older-names.ts';

let hub: OlderHub;
beforeAll(async () => {
  hub = await olderHub();
});
afterAll(() => hub.close());

/** An old message of Discord, by a button that it had. */
function discordText(channel: string, buttonId: string): string {
  const id = messageWith(buttonId);
  const message = hub.discord.messages(hub.channel(channel).id).find((one) => one.id === id);
  return plainText(message?.text ?? '');
}

describe('a data folder of schema 5 on Discord:', () => {
  it.each([
    ['paper', 'pictures', 'A · ready', 'B · ready'],
    ['bridge', 'pictures', 'A · 3rd · ready', 'B · 2nd · ready'],
    ['failing', 'pictures', 'A · ready', 'B · failed'],
    ['cancelledD', 'pictures', 'A · cancelled', 'B · ready'],
    ['lostD', 'pictures', 'A · failed', 'B · failed'],
    ['deletedD', 'pictures', 'A · deleted', 'B · ready'],
    ['swept', 'pictures', 'A · 2nd · ready', 'B · ready'],
    ['undelivered', 'locked', 'A · made, but its message could not be delivered', 'B · ready'],
    ['dm', 'dm', 'A · ready', 'B · ready'],
    ['foundD', 'pictures', 'A · 완료', 'B · 완료'],
    ['intended', 'pictures', 'A · ready', 'B · ready'],
    ['lostLiveD', 'veiled', 'A · failed: the process', 'B · failed: the process'],
    ['planningD', 'veiled', 'A · ready', 'B · ready'],
    ['waitingD', 'veiled', 'A · ready', 'B · ready'],
  ])('the header of %s in %s says: %s, %s', async (name, channel, a, b) => {
    const text = () => discordText(channel, `1:pair_details:${pairOf(name)}`);
    await hub.discord.until(() => text().includes(a) && text().includes(b));
    expect(text()).toContain(a);
  });

  it('a message that stood unknown is found, and not posted twice', async () => {
    const names = () =>
      hub.discord
        .messages(hub.channel('pictures').id)
        .flatMap((one) => one.attachments.map((file) => file.filename))
        .filter((name) => name.includes(pairOf('intended')))
        .toSorted();
    await hub.discord.until(() => names().length === 2);
    expect(names()).toEqual([
      `diptych-${pairOf('intended')}-A1.png`,
      `diptych-${pairOf('intended')}-B1.png`,
    ]);
  });

  it('votes and reactions of four people are counted as they were', async () => {
    const header = discordText('pictures', `1:pair_details:${pairOf('paper')}`);
    expect(header).toContain('Votes: A 1 · B 1 · tie 1 · both bad 1');
    const who = hub.person('eve');
    const details = who.press(
      messageWith(`1:details:${idOf('paper', 'A1')}`),
      `1:details:${idOf('paper', 'A1')}`,
    );
    await hub.discord.until(() => privateText(details).includes('Likes 2, dislikes 1, feedback 1'));
  });

  it('what was hidden in a channel stays hidden in what comes', async () => {
    const shown = await hub.discord.until(() =>
      hub.discord
        .messages(hub.channel('veiled').id)
        .find((one) => one.attachments[0]?.filename.includes(pairOf('planningD'))),
    );
    expect(shown.attachments[0]?.filename).toMatch(/^SPOILER_/);
  });
});
