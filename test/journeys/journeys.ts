import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { angleJourney } from './angles.ts';
import { asking } from './asking.ts';
import type { Driver, Seat, Seen } from './driver.ts';

/** What people do with Diptych, the same on every surface. The asker's seat is `you`, an admin. */
export function journeySuite(name: string, start: () => Promise<Driver>): void {
  describe(`a journey in ${name}:`, () => {
    let driver: Driver;
    let you: Seat;
    beforeAll(async () => {
      driver = await start();
      you = await driver.seat('you');
    });
    afterAll(() => driver.close());

    /** The newest pair's messages: its header and what came after. */
    const pair = async (seat = you): Promise<readonly Seen[]> => {
      const all = await seat.messages();
      return all.slice(all.findLastIndex((one) => one.kind === 'header'));
    };
    const find = async (wanted: (one: Seen) => boolean, seat = you): Promise<Seen> => {
      return vi.waitFor(async () => {
        const found = (await pair(seat)).findLast(wanted);
        if (found === undefined) throw new Error('it is not to be seen');
        return found;
      }, PATIENT);
    };
    const header = (text: string, seat = you) =>
      find((one) => one.kind === 'header' && one.text.includes(text), seat);
    const image = (side: 'A' | 'B', text = '', seat = you) =>
      find((one) => one.kind === 'image' && one.side === side && one.text.includes(text), seat);
    const ending = (side: 'A' | 'B', seat = you) =>
      find((one) => one.kind === 'ending' && one.side === side, seat);
    const told = (text: string, seat = you) =>
      vi.waitFor(async () => expect(await seat.told()).toContain(text), PATIENT);
    const askOf = asking({ pair, header });
    const ask = (prompt: string, options = '', seat = you) => askOf(seat, prompt, options);
    const labels = (seen: Seen) => seen.buttons.map((one) => one.label);

    it('one prompt makes two images, the header says what stands', async () => {
      await you.say('/generate a woman walking in Seoul');
      await header('a woman walking in Seoul');
      await image('A');
      await image('B');
      const done = await header('Which is better?');
      expect(done.text).toContain('A · ready');
      expect(labels(done)).toEqual(['A', 'B', 'Tie', 'Both bad', 'Details']);
    });

    it('the fast side is there while the slow one is still being made', async () => {
      await ask('a cat #slow-a');
      await image('B');
      const now = await header('A · making the image');
      expect(now.text).toContain('a cat #slow-a');
      expect(labels(now)).toContain('Cancel A');
      await image('A');
    });

    it('a side that fails says why and is retried alone', async () => {
      await ask('a cat #fail-b');
      const failed = await ending('B');
      expect(failed.text).toContain('The provider failed');
      expect(failed.text).toContain('Nothing was charged.');
      await image('A');
      await you.press(failed, 'Retry');
      await find((one) => one.kind === 'ending' && one.text.includes('Tried again: B · 2nd'));
      await header('B · 2nd · failed');
      await you.press(failed, 'Retry');
      await told('does not apply to this image any more');
    });

    it('a block is edited: for this side only', async () => {
      await ask('a cat #block-a');
      const blocked = await ending('A');
      expect(labels(blocked)).toEqual(['Edit…', 'Details']);
      await you.press(blocked, 'Edit…');
      await you.answer({ prompt: 'a calm cat', angle: 'low-angle' });
      const edited = await image('A', 'Edited: a calm cat');
      expect(edited.text).toContain('A · 2nd');
      await header('A · 2nd · ready');
    });

    it('ratios are staged, then run; a re-roll is a new message; the old ones stay', async () => {
      await ask('a chair');
      const first = await image('A', 'tone 100 %');
      await you.press(first, 'Tone 100 %');
      const staged = await find((one) => one.id === first.id && labels(one).includes('Regenerate'));
      expect(labels(staged)).toContain('Tone 25 %');
      await you.press(staged, 'Regenerate');
      const second = await image('A', '3 tones · tone 25 %');
      expect(second.id).not.toBe(first.id);
      await you.press(second, 'Re-roll');
      const third = await image('A', 'A · 3rd · 3 tones');
      expect(third.text).toContain('tone 25 %');
      const kept = (await pair()).filter((one) => one.kind === 'image' && one.side === 'A');
      expect(kept.map((one) => one.id)).toEqual([first.id, second.id, third.id]);
    });

    angleJourney({ you: () => you, ask, find, header, told });

    it('a running side is cancelled, and retried from its card', async () => {
      await ask('a cat #hang-a');
      const live = await find((one) => labels(one).includes('Cancel A'));
      await you.press(live, 'Cancel A');
      const cancelled = await ending('A');
      expect(cancelled.text).toContain('A · 3 tones · cancelled');
      await you.press(live, 'Cancel A');
      await told('This has already ended: nothing was cancelled.');
      expect(labels(cancelled)).toContain('Retry');
    });

    it('an emoji is put on an image and taken away; two people’s are two', async () => {
      await ask('a tree');
      const first = await image('A');
      const ben = await driver.seat('ben');
      await you.react(first, '❤️');
      await ben.react(first, '❤️');
      await find((one) => one.id === first.id && one.reactions.includes('❤️ 2'));
      await you.unreact(first, '❤️');
      await find((one) => one.id === first.id && one.reactions.includes('❤️ 1'), ben);
    });

    it('anybody votes and gives feedback; only the asker and admins run things', async () => {
      const ana = await driver.seat('ana');
      await ask('a stone', '', ana);
      const its = await image('A', '', ana);
      await image('B', '', ana);
      const question = await header('Which is better?', ana);
      const ben = await driver.seat('ben');
      await header('a stone', ben);
      await ben.press(question, 'B');
      await told('Your vote is counted: B.', ben);
      await header('Votes: 1. Vote to see how people chose.', ana);
      await ben.press(its, 'Feedback…');
      await ben.answer({ rating: '2', text: 'too grey' });
      await told('your feedback is saved', ben);
      await ben.press(its, 'Re-roll');
      await told('Only the person who asked (ana) and admins can do that.', ben);
      await you.press(its, 'Re-roll');
      await image('A', 'A · 2nd · 3 tones', ana);
    });

    it('Details tell all, privately', async () => {
      const shown = await image('A', 'A · 2nd · 3 tones');
      await you.press(shown, 'Details');
      await told('Prompt as sent:');
      expect(await you.told()).toContain('Plan by rules');
    });

    it('a deleted image is gone for everybody, and the header says so', async () => {
      await ask('a river');
      const shown = await image('B');
      const ben = await driver.seat('ben');
      await image('B', '', ben);
      await you.remove(shown);
      await header('B · deleted', ben);
      await vi.waitFor(async () => {
        expect((await ben.messages()).some((one) => one.id === shown.id)).toBe(false);
      }, PATIENT);
    });

    it('an admin promotes an image with the picture in view, and what comes next draws on it', async () => {
      await ask('a red lantern', 'category:"Natural film"');
      const shown = await image('A');
      await you.press(shown, 'Promote…');
      await told('Pick a person or a tone category');
      await vi.waitFor(async () => expect(await you.picturesTold()).toBe(1), PATIENT);
      await you.choose('Tone: Natural film');
      await told('As a tone of Natural film?');
      await you.pressTold('Promote');
      await told('In the pool ✓ Natural film');
      await find((one) => one.id === shown.id && one.text.includes('In the pool ✓'));
      await you.press(shown, 'Promote…');
      await told('In the pool as Natural film already: by ');
      await you.choose('Tone: Natural film');
      await told('promoted it');
      await you.say('/diptych pool natural film');
      await told('Reference pool · Tone: Natural film');
      await vi.waitFor(async () => {
        if (driver.hidesPool !== true) expect(await you.picturesTold()).toBeGreaterThan(5);
      }, PATIENT);
      const ben = await driver.seat('ben');
      await image('A', '', ben);
      await ben.press(shown, 'Promote…');
      await told('Only admins can do that.', ben);
    });

    it('a person is named anew by the name people see, used by it, and taken out again', async () => {
      await ask('a calm face');
      const shown = await image('B');
      await you.press(shown, 'Promote…');
      await told('Pick a person');
      await you.pressTold('Other…');
      await you.answer({ kind: 'model', name: '루나 2' });
      await told('Somebody new to the pool');
      await you.pressTold('Promote');
      await told('In the pool ✓ 루나 2');
      await ask('a woman', 'persona:"루나 2"');
      await image('A', '루나 2');
      await you.say('/diptych pool 루나 2');
      await told('a calm face · 루나 2 (person)');
      await you.choose('a calm face');
      await told('Promoted by ');
      await you.pressTold('Remove from the pool');
      await told('Removed by ');
      await you.say('/generate a woman persona:"루나 2"');
      await told('There is no persona “루나 2” in the pool');
    });

    it('two models are compared: each makes its side, and keeps it', async () => {
      await you.say('/generate a lake experiment:models versus:"Sample fine"');
      await header('Two models · A: Sample · B: Sample fine');
      await image('A', 'A · Sample · 3 tones');
      const fine = await image('B', 'B · Sample fine · 3 tones');
      await you.press(fine, 'Re-roll');
      await image('B', 'B · 2nd · Sample fine · 3 tones');
      await you.say('/generate a lake experiment:tones versus:quality');
      await told('versus compares two models');
    });

    it('what is said wrong is told privately, and nothing starts', async () => {
      const before = (await you.messages()).length;
      await you.say('/generate a cat angle:overhed');
      await told('Did you mean “overhead”?');
      await you.say('/generate a cat tier:gold');
      await told('There is no tier “gold”');
      await you.say('/generate a cat tier:');
      await told('The option “tier” has no value. It takes: basic, quality');
      expect(await you.messages()).toHaveLength(before);
    });

    it('the words of /diptych answer privately', async () => {
      await you.say('/diptych credits');
      await told('Your credits');
      await you.say('/diptych help');
      await told('What Diptych does');
      await you.say('/diptych history');
      await told('Your pairs');
      await you.say('/diptych models');
      await told('Sample');
    });

    it('every state is the same after coming back', async () => {
      await ask('a hill #slow-a #fail-b');
      await ending('B');
      await you.reload();
      // A chat that takes few edits may show the next state at once.
      const state = /A · (making the image|ready)/;
      const now = await find((one) => one.kind === 'header' && state.test(one.text));
      expect(now.text).toContain('a hill');
      expect((await ending('B')).text).toContain('The provider failed');
      await image('A');
      await you.reload();
      await header('A · ready');
      await image('A');
    });

    it('a quota that is used up is told with its reset time', async () => {
      const cat = await driver.seat('cat');
      driver.setQuota(2);
      await ask('a first one', '', cat);
      await image('A', '', cat);
      await image('B', '', cat);
      await cat.say('/generate a second one');
      await told('New credits come at', cat);
      driver.setQuota(1_000);
    });
  });
}
