import { describe, expect, it } from 'vitest';
import { ANSWER } from '../fakes/discord/callbacks.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import { type AtDiscord, atDiscord, buttonOf, labelsOf, says } from './kit.ts';

const EDITS = /^\/channels\/\d+\/messages\/\d+$/u;
const CALLBACK = /\/callback$/u;

/** Edits of a message by the bot's token so far, which count against the channel's limit. */
const edits = ({ discord }: AtDiscord, { id }: FakeMessage) =>
  discord.requests.filter(
    ({ method, path }) => method === 'PATCH' && EDITS.test(path) && path.endsWith(id),
  ).length;

async function anImage() {
  const at = await atDiscord();
  await at.ask('a cat');
  await at.header('Which is better?');
  const shown = await at.image('A');
  await at.discord.until(() => labelsOf(shown).some((label) => label.startsWith('Tone')));
  const you = at.person('you');
  const tone = () => labelsOf(shown).find((label) => label.startsWith('Tone')) ?? '';
  return { at, shown, you, tone };
}

describe('a staged ratio', () => {
  it('is answered by the message itself, eight times in a row, without a single edit', async () => {
    const { at, shown, you, tone } = await anImage();
    const before = edits(at, shown);
    at.discord.limits = { channelMessages: { limit: 5, perMs: 5_000 } };
    const seen: string[] = [tone()];
    for (let n = 0; n < 8; n += 1) {
      const pressed = you.press(shown.id, buttonOf(shown, tone()));
      expect((await pressed.answered).type).toBe(ANSWER.update);
      seen.push(tone());
    }
    // Four ratios go round.
    expect(new Set(seen.slice(0, 4)).size).toBe(4);
    expect(seen.slice(4)).toEqual(seen.slice(0, 5));
    expect(shown.attachments).toHaveLength(1);
    await at.ask('a dog');
    expect(edits(at, shown)).toBe(before);
  });

  it('pressed eight times at once ends as it is stored', async () => {
    const { at, shown, you } = await anImage();
    const before = edits(at, shown);
    const id = shown.customIds.find((one) => one.includes(':tone:')) ?? '';
    const pressed = [25, 50, 75, 100, 25, 50, 100, 25].map((ratio) =>
      you.press(shown.id, id.replace(/\d+$/u, String(ratio))),
    );
    await Promise.all(pressed.map((one) => one.answered));
    await at.discord.until(() => says(shown, '25 %') && labelsOf(shown).includes('Tone 25 %'));
    expect(edits(at, shown) - before).toBeLessThan(4);
    expect(labelsOf(shown)).toContain('Regenerate');
  });

  it('whose answer is refused is edited instead', async () => {
    const { at, shown, you, tone } = await anImage();
    const was = tone();
    const how = { code: 10_062, status: 404, message: 'Unknown interaction' };
    at.discord.fail({ method: 'POST', path: CALLBACK, times: 2, how });
    you.press(shown.id, buttonOf(shown, was));
    await at.discord.until(() => tone() !== was);
  });

  it('whose answer was lost is right all the same', async () => {
    const { at, shown, you, tone } = await anImage();
    const was = tone();
    at.discord.fail({ method: 'POST', path: CALLBACK, how: 'close-after' });
    await you.press(shown.id, buttonOf(shown, was)).answered;
    expect(tone()).not.toBe(was);
    await you.press(shown.id, buttonOf(shown, tone())).answered;
  });
});

describe('a press that runs something', () => {
  it('is answered by its message too, and Cancel by the header', async () => {
    const at = await atDiscord();
    const sent = await at.ask('a cat #slow-a');
    await at.image('B');
    const header = sent.answer?.message;
    if (header === undefined) throw new Error('there is no header');
    await at.discord.until(() => labelsOf(header).includes('Cancel A'));
    const you = at.person('you');
    const cancel = you.press(header.id, buttonOf(header, 'Cancel A'));
    expect((await cancel.answered).type).toBe(ANSWER.update);
    expect(says(header, 'A · cancelled')).toBe(true);
    const image = await at.image('B');
    const again = you.press(image.id, buttonOf(image, 'Re-roll'));
    expect((await again.answered).type).toBe(ANSWER.update);
    await at.image('B', '2nd');
    await at.discord.until(() => says(image, 'B · 2nd'));
  });
});
