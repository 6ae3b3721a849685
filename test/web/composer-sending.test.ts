import { describe, expect, it } from 'vitest';
import { Refusal } from '../../src/bots/web/page/api.ts';
import { CreditsWatch } from '../../src/bots/web/page/composer/credits.ts';
import { checkFiles, type Measured } from '../../src/bots/web/page/composer/files.ts';
import { Sending, Stopped } from '../../src/bots/web/page/composer/sending.ts';
import type { Progress } from '../../src/bots/web/page/composer/state.ts';
import { unknownWord } from '../../src/bots/web/page/composer/unknown-word.ts';
import { aPicture } from '../pictures.ts';

describe('a request', () => {
  /** What the hub was asked, and what it does with the next request. */
  function aHub() {
    const asked: { readonly body: object; readonly key: string }[] = [];
    const uploads: string[] = [];
    const shown: (Progress | null)[] = [];
    const hub = { fails: undefined as Error | undefined, stalls: false };
    const sending = new Sending({
      upload: async (file, signal, progress) => {
        uploads.push(file.name);
        progress(0.5);
        if (hub.stalls) {
          await new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(new Error('aborted')));
          });
        }
        return { id: `${uploads.length}.png`, name: file.name };
      },
      generate: async (body, key) => {
        asked.push({ body, key });
        if (hub.fails !== undefined) throw hub.fails;
      },
      progress: (progress) => shown.push(progress),
    });
    return { asked, uploads, shown, hub, sending };
  }
  const FILES = [new File(['a'], 'a.png'), new File(['b'], 'b.png')];

  it('sends each image once, also when it is refused and sent again', async () => {
    const { asked, uploads, shown, hub, sending } = aHub();
    hub.fails = new Refusal(422, 'no');
    await expect(sending.generate({ prompt: 'a cat' }, FILES)).rejects.toThrow('no');
    hub.fails = undefined;
    await sending.generate({ prompt: 'a cat' }, FILES);
    expect(uploads).toEqual(['a.png', 'b.png']);
    expect(asked.at(-1)?.body).toEqual({
      prompt: 'a cat',
      references: [
        { id: '1.png', name: 'a.png' },
        { id: '2.png', name: 'b.png' },
      ],
    });
    expect(shown).toContainEqual({ image: 2, of: 2, share: 0.5 });
    expect(shown.at(-1)).toBeNull();
  });

  it('has the same key again only when nobody knows whether it was heard, and it is the same', async () => {
    const { asked, hub, sending } = aHub();
    const ask = (prompt: string) => sending.generate({ prompt }, []).catch(() => undefined);
    hub.fails = new Error('no connection');
    await ask('a cat');
    await ask('a cat');
    hub.fails = new Refusal(502, 'a proxy speaks');
    await ask('a cat');
    hub.fails = undefined;
    await ask('a cat');
    await ask('a cat');
    hub.fails = new Refusal(422, 'no');
    await ask('a dog');
    await ask('a dog');
    const keys = asked.map(({ key }) => key);
    expect(new Set(keys.slice(0, 4)).size).toBe(1);
    expect(new Set(keys.slice(3)).size).toBe(4);
  });

  it('can be stopped while its images are sent, and asks for nothing then', async () => {
    const { asked, shown, hub, sending } = aHub();
    hub.stalls = true;
    const sent = sending.generate({ prompt: 'a cat' }, FILES);
    sending.stop();
    await expect(sent).rejects.toThrow(Stopped);
    expect(asked).toEqual([]);
    expect(shown.at(-1)).toBeNull();
  });
});

describe('the credits', () => {
  function aWatch() {
    const waiting: { readonly at: number; readonly run: () => void }[] = [];
    const shown: number[] = [];
    const hub = { now: 100_000, asked: 0, dead: false, resetAt: 700_000 };
    const watch = new CreditsWatch({
      ask: async () => {
        hub.asked += 1;
        if (hub.dead) throw new Error('no connection');
        return { today: hub.asked, in_flight: 0, quota: 40, reset_at: hub.resetAt };
      },
      show: ({ today }) => shown.push(today),
      now: () => hub.now,
      later: (ms, run) => waiting.push({ at: hub.now + ms, run }),
    });
    /** Lets the time pass. */
    const until = async (at: number) => {
      hub.now = at;
      const isDue = (one: { readonly at: number }) => one.at <= at;
      for (let due = waiting.findIndex(isDue); due >= 0; due = waiting.findIndex(isDue)) {
        waiting.splice(due, 1)[0]?.run();
        await Promise.resolve();
        await Promise.resolve();
      }
    };
    return { watch, hub, shown, until, waiting };
  }

  it('are asked for at once, then every four seconds at most, and once more for what came between', async () => {
    const { watch, shown, until } = aWatch();
    for (let count = 0; count < 9; count += 1) watch.changed();
    await until(100_000);
    expect(shown).toEqual([1]);
    for (let count = 0; count < 9; count += 1) watch.changed();
    await until(103_999);
    expect(shown).toEqual([1]);
    await until(104_000);
    expect(shown).toEqual([1, 2]);
    await until(200_000);
    expect(shown).toEqual([1, 2]);
  });

  it('wait once for the turn of a day, however often they were asked for', async () => {
    const { watch, until, waiting } = aWatch();
    for (let at = 100_000; at < 200_000; at += 10_000) {
      watch.changed();
      await until(at);
    }
    expect(waiting).toHaveLength(1);
  });

  it('are new when the day turns', async () => {
    const { watch, shown, until } = aWatch();
    watch.changed();
    await until(100_000);
    await until(701_999);
    expect(shown).toEqual([1]);
    await until(702_000);
    expect(shown).toEqual([1, 2]);
  });

  it('are new when a day turns that is further away than browsers wait for', async () => {
    const { watch, hub, shown, until } = aWatch();
    hub.resetAt = 72_000_000;
    watch.changed();
    await until(100_000);
    await until(43_300_000);
    expect(shown).toEqual([1, 2]);
    await until(72_002_000);
    expect(shown).toEqual([1, 2, 3]);
  });

  it('of a hub that cannot be reached stay as they were', async () => {
    const { watch, hub, shown, until } = aWatch();
    hub.dead = true;
    watch.changed();
    await until(100_000);
    expect(shown).toEqual([]);
    hub.dead = false;
    watch.changed();
    await until(104_000);
    expect(shown).toEqual([2]);
  });
});

describe('a file', () => {
  const check = async (name: string, bytes: Uint8Array<ArrayBuffer>, measured: Measured) =>
    checkFiles([new File([bytes], name)], async () => measured);
  const picture = async () => new Uint8Array(await aPicture());

  it.each<[string, Measured]>([
    ['“a.png” has more than 50 megapixels.', { width: 10_000, height: 5_001 }],
    ['“a.png” is wider or higher than 16,000 pixels.', { width: 16_001, height: 10 }],
    ['“a.png” is damaged and cannot be read as an image.', null],
  ])('is refused by what the browser reads of it: %s', async (sentence, measured) => {
    expect(await check('a.png', await picture(), measured)).toEqual({
      images: [],
      faults: [sentence],
    });
  });

  it.each<[Measured]>([
    [{ width: 10_000, height: 5_000 }],
    [{ width: 16_000, height: 10 }],
    [undefined],
  ])('of %j is taken', async (measured) => {
    const { images, faults } = await check('a.png', await picture(), measured);
    expect([images.length, faults]).toEqual([1, []]);
  });

  it('is told by its content, and several of one fault by one sentence', async () => {
    const pdf = new Uint8Array(Buffer.from('%PDF-1.7'));
    const files = [
      new File([pdf], 'a.png'),
      new File([await picture()], 'b.pdf'),
      new File([], 'c'),
    ];
    const { images, faults } = await checkFiles(files, async () => ({ width: 1, height: 1 }));
    expect(images.map(({ name }) => name)).toEqual(['b.pdf']);
    expect(faults).toEqual(['These are not PNG, JPEG or WebP images: a.png, c.']);
  });
});

describe('a word behind a slash', () => {
  it.each([
    ['/generat a cat', '/generat', '/generate'],
    ['/imagine a cat', '/imagine', '/generate'],
    ['／help', '/help', '/diptych help'],
    ['/creditz', '/creditz', '/diptych credits'],
    ['/diptyc help', '/diptyc', '/diptych help'],
    ['/generate /generat a cat', '/generat', '/generate'],
    ['/생성 고양이', '/생성', '/generate'],
  ])('%s is refused with the nearest one', (line, word, nearest) => {
    expect(unknownWord(line)).toBe(
      `There is no command “${word}”. Did you mean “${nearest}”? A prompt needs no slash.`,
    );
  });

  it.each([
    'a cat',
    '/generate a cat',
    '/diptych creditz',
    'a/b',
    '1/2 of a cat',
    '/etc/passwd on a screen',
  ])('%s has none', (line) => {
    expect(unknownWord(line)).toBeUndefined();
  });
});
