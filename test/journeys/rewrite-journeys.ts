import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import type { TextReply } from '../fakes/vendor/texts.ts';
import { PATIENT } from '../patient.ts';
import { settingsFor } from '../providers/vendor-hub.ts';
import type { RunningHub } from '../web/hub.ts';
import type { Driver, Seat, Seen } from './driver.ts';

interface HubDriver extends Driver {
  readonly hub: RunningHub;
}

/** A line that the sample model refuses for side A. */
const REFUSED = '/generate a cat #block-a model:Sample';
const ORIGINAL = 'a cat #block-a';

/** What people do with a refused side, the same on every surface, with a text model over HTTP. */
export function rewriteSuite(
  name: string,
  start: (env: Record<string, string>) => Promise<HubDriver>,
): void {
  describe(`a refused side in ${name}`, () => {
    let vendor: FakeGemini;
    let driver: HubDriver;
    let you: Seat;
    beforeAll(async () => {
      vendor = await FakeGemini.start();
      driver = await start(settingsFor('gemini', vendor));
      you = await driver.seat('you');
    });
    beforeEach(() => vendor.texts.calm());
    afterAll(async () => {
      await driver.close();
      await vendor.close();
    });

    const find = (wanted: (one: Seen) => boolean): Promise<Seen> =>
      vi.waitFor(async () => {
        const all = await you.messages();
        const pair = all.slice(all.findLastIndex((one) => one.kind === 'header'));
        const found = pair.findLast(wanted);
        if (found === undefined) {
          throw new Error(`it is not to be seen:\n${pair.map(({ text }) => text).join('\n\n')}`);
        }
        return found;
      }, PATIENT);
    const ending = (text: string) =>
      find((one) => one.kind === 'ending' && one.side === 'A' && one.text.includes(text));
    const told = (text: string) =>
      vi.waitFor(async () => expect(await you.told()).toContain(text), PATIENT);
    /** In the order of the alphabet: each surface has its own order of buttons. */
    const labels = (seen: Seen) => seen.buttons.map((one) => one.label).toSorted();
    const rewritings = () => vendor.texts.of('rewrite');

    /** A refused side, with this wording before the person. */
    async function rewritten(rewrite: string): Promise<Seen> {
      vendor.texts.next('rewrite', { value: { rewrite } });
      await you.say(REFUSED);
      const blocked = await ending('blocked');
      expect(labels(blocked)).toEqual(['Details', 'Edit…', 'Rewrite & retry']);
      await you.press(blocked, 'Rewrite & retry');
      await told(rewrite);
      return blocked;
    }

    it('is rewritten, sent and delivered', async () => {
      const before = rewritings().length;
      const answer = Promise.withResolvers<TextReply>();
      vendor.texts.next('rewrite', answer.promise);
      await you.say(REFUSED);
      await you.press(await ending('blocked'), 'Rewrite & retry');
      await told('Writing a safer wording…');
      answer.resolve({ value: { rewrite: 'a calm *cat* <b>@everyone</b>' } });
      await told('a calm *cat* <b>@everyone</b>');
      await told(ORIGINAL);
      await you.pressTold('Send');
      await told('It was sent: A · 2nd');
      const image = await find((one) => one.kind === 'image' && one.text.includes('A · 2nd'));
      expect(image.text).toContain('a calm *cat* <b>@everyone</b>');
      await find((one) => one.kind === 'header' && one.text.includes('A · 2nd · ready'));
      await you.press(image, 'Details');
      await told('It ran a safer wording');
      await told(ORIGINAL);
      expect(rewritings().length - before).toBe(1);
    });

    it('is refused again, and says so', async () => {
      await rewritten('a calm cat #block-a too');
      await you.pressTold('Send');
      const again = await ending('The safer wording was refused too.');
      expect(labels(again)).toEqual(['Details', 'Edit…']);
      await you.press(again, 'Edit…');
      await you.answer({ prompt: 'a calm cat' });
      const image = await find((one) => one.kind === 'image' && one.side === 'A');
      expect(image.text).toContain('A · 3rd');
    });

    it('runs what somebody made of the wording', async () => {
      await rewritten('a calm cat in a garden');
      await you.pressTold('Edit…');
      await you.answer({ prompt: 'a calm cat in a park' });
      const image = await find((one) => one.kind === 'image' && one.side === 'A');
      expect(image.text).toContain('a calm cat in a park');
    });

    it('stays blocked when the wording is discarded', async () => {
      const blocked = await rewritten('a calm cat on a roof');
      await you.pressTold('Discard');
      await told('It was discarded, and nothing ran.');
      await find((one) => one.id === blocked.id && !labels(one).includes('Rewrite & retry'));
      await you.press(blocked, 'Rewrite & retry');
      await told('It was discarded, and nothing ran.');
      const made = (await you.messages()).filter((one) =>
        one.text.includes('a calm cat on a roof'),
      );
      expect(made).toEqual([]);
    });

    it('says when no wording was written', async () => {
      vendor.texts.next('rewrite', { end: 'refused' });
      await you.say(REFUSED);
      await you.press(await ending('blocked'), 'Rewrite & retry');
      await told('There is no safer wording');
      await told('What may help: neutral words');
    });

    it('is reviewed by admins alone', async () => {
      await you.say('/diptych review');
      await told('What safety systems refused');
      await told('a calm cat on a roof');
      await told('The wording was discarded.');
      const ben = await driver.seat('ben');
      await ben.say('/diptych review');
      await vi.waitFor(async () => expect(await ben.told()).toContain('Only admins'), PATIENT);
    });

    it('broke no rule of the text model', () => {
      expect(vendor.refusals).toEqual([]);
      expect(driver.hub.log.errors).toEqual([]);
    });
  });
}
