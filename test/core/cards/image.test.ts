import { describe, expect, it } from 'vitest';
import { endingCard } from '../../../src/core/cards/ending.ts';
import { imageCard } from '../../../src/core/cards/image.ts';
import type { Failure } from '../../../src/core/domain/failure.ts';
import type { Generation, PairView } from '../../../src/core/domain/pair.ts';
import type { Promotion } from '../../../src/core/domain/pool.ts';
import { failed, imageA, withAngle } from './card-texts.ts';
import { aContext, aView } from '../../card-values.ts';
import { aGeneration, aPair, aRequest, NOW, RUNNING, withImage } from '../../values.ts';

const context = aContext('en', { link: (id) => `#m-${id}` });
const staged: Generation = { ...imageA, staged: { tone: 25, angle: 100 } };
const lines = (one: Generation, more: readonly Generation[] = [], view: Partial<PairView> = {}) =>
  imageCard(aView([one, ...more], view), one, context).lines.map(({ text }) => text);
const person = { role: 'person', id: 'p-haru', key: 'k', label: 'Haru' } as const;
const alone = { ...imageA, spec: { ...imageA.spec, references: [] } };

describe('the message of an image', () => {
  it('shows the image, how it was made, and its buttons', () => {
    expect(imageCard(aView([staged]), staged, context)).toEqual({
      kind: 'image',
      locale: 'en',
      side: 'A',
      heading: 'A · 3 tones · tone 75 % · angle 50 %',
      lines: [
        { text: 'Person: Haru' },
        { text: 'Set to tone 25 % · angle 100 %: Regenerate runs it.' },
      ],
      image: {
        key: 'library/web/2026-11/g1.png',
        type: 'image/png',
        width: 512,
        height: 512,
        bytes: 1_000,
        alt: 'Side A: a woman walking in Seoul',
        fileName: 'diptych-p1-A1.png',
      },
      badges: [],
      rows: [
        [
          { id: '1:reroll:a1', label: 'Re-roll', style: 'plain' },
          { id: '1:edit:a1', label: 'Edit…', style: 'plain' },
          { id: '1:tone:a1:50', label: 'Tone 25 %', style: 'plain' },
          { id: '1:angle:a1:25', label: 'Angle 100 %', style: 'plain' },
          { id: '1:regenerate:a1', label: 'Regenerate', style: 'primary' },
        ],
        [
          { id: '1:feedback:a1', label: 'Feedback…', style: 'plain' },
          { id: '1:promote:a1', label: 'Promote…', style: 'plain' },
          { id: '1:details:a1', label: 'Details', style: 'plain' },
          { id: '1:delete:a1', label: 'Delete', style: 'danger' },
        ],
      ],
    });
  });

  it('counts its own tones, and names its file by pair, side, number and type', () => {
    const tone = imageA.spec.references.find((one) => one.role === 'tone');
    if (tone === undefined) throw new Error('it has no tone');
    const image = { key: 'k', type: 'image/jpeg', width: 1, height: 1, bytes: 1 } as const;
    const spec = { ...imageA.spec, references: [person, tone] };
    const one = { ...imageA, side: 'B', number: 3, image, spec } as const;
    const card = imageCard(aView([one]), one, context);
    expect(card.heading).toBe('B · 3rd · 1 tone · tone 75 % · angle 50 %');
    expect(card.image?.fileName).toBe('diptych-p1-B3.jpg');
  });

  it('speaks of no ratio that does not shape it', () => {
    const plain = withAngle(staged, null);
    const card = imageCard(aView([plain]), plain, context);
    expect(card.heading).toBe('A · 3 tones · tone 75 %');
    expect(card.lines.map(({ text }) => text)).toContain('Set to tone 25 %: Regenerate runs it.');
    const angled = { ...staged, spec: { ...staged.spec, references: [person] } };
    const other = imageCard(aView([angled]), angled, context);
    expect(other.heading).toBe('A · 0 tones · angle 50 %');
    expect(other.lines.map(({ text }) => text)).toContain(
      'Set to angle 100 %: Regenerate runs it.',
    );
  });

  it('is hidden where the place hides pictures', () => {
    const hiding = {
      ...context,
      spoiler: ({ channel }: { channel: string }) => channel === 'general',
    };
    expect(imageCard(aView([imageA]), imageA, hiding).image?.spoiler).toBe(true);
    expect(imageCard(aView([imageA]), imageA, context).image).not.toHaveProperty('spoiler');
  });

  it.each<[string, Partial<Generation>, readonly string[]]>([
    ['60 s after the command', { endedAt: NOW + 60_000 }, []],
    ['a moment later', { endedAt: NOW + 60_001 }, ['for ben']],
    [
      'late, with most of it before it was planned',
      { createdAt: NOW + 59_000, endedAt: NOW + 60_001 },
      ['for ben'],
    ],
    [
      '60 s after its button was pressed',
      { fromId: 'x', createdAt: NOW + 100_000, endedAt: NOW + 160_000 },
      [],
    ],
    [
      'a moment later',
      { fromId: 'x', createdAt: NOW + 100_000, endedAt: NOW + 160_001 },
      ['for ben'],
    ],
  ])('that comes %s names who ran it only when they may have left: %j', (_when, more, said) => {
    expect(lines({ ...alone, by: { id: 'web:ben', name: 'ben' }, ...more })).toEqual(said);
  });

  it('quotes other words than the pair’s', () => {
    const edited = { ...alone, spec: { ...alone.spec, userPrompt: 'a chair' } };
    expect(imageCard(aView([edited]), edited, context).lines).toEqual([
      { text: 'Edited: a chair', quote: true },
    ]);
  });

  it.each<[string, Partial<Promotion>, readonly string[]]>([
    ['it is in the pool', {}, ['In the pool ✓']],
    ['its reference was removed', { inPool: false }, []],
    ['another image is', { generationId: 'b1' }, []],
  ])('has a badge only while %s', (_while, more, badges) => {
    const promotion: Promotion = {
      id: 'x',
      generationId: 'a1',
      referenceId: 'r1',
      target: { kind: 'model', slug: 'mina', displayName: 'Mina' },
      by: { id: 'web:ben', name: 'ben' },
      at: NOW,
      inPool: true,
      ...more,
    };
    const view = aView([imageA], { promotions: [promotion] });
    expect(imageCard(view, imageA, context).badges).toEqual(badges);
  });

  it('shows the newest run from here: running, then as a link beside what is staged', () => {
    const old = aGeneration('a2', { number: 2, fromId: 'a1', ...withImage() });
    const live = aGeneration('a3', { number: 3, fromId: 'a1', ...RUNNING });
    const during = imageCard(aView([staged, old, live]), staged, context);
    expect(during.lines.slice(1)).toEqual([
      { text: 'A · 3rd · making the image', side: 'A', since: NOW + 1_000 },
    ]);
    expect(during.rows[0]).toEqual([{ id: '1:cancel:a3', label: 'Cancel', style: 'danger' }]);
    const after = imageCard(aView([staged, old, { ...live, ...withImage() }]), staged, context);
    expect(after.lines.slice(1)).toEqual([
      { text: 'Next: A · 3rd', side: 'A', link: '#m-a3' },
      { text: 'Set to tone 25 % · angle 100 %: Regenerate runs it.' },
    ]);
  });

  it('says why nothing more can run', () => {
    const many = Array.from({ length: 24 }, (_, n) => aGeneration(`n${n}`, withImage()));
    expect(lines(alone, many)).toEqual(['This side has 25 generations, so nothing more can run.']);
    expect(lines(alone, many.slice(0, 4))).toEqual([
      'This exact spec has run 5 times, so it cannot run again.',
    ]);
  });
});

describe('the card of a side without an image', () => {
  const card = (more: Partial<Failure>, state: 'failed' | 'blocked' = 'failed') => {
    const failure = { kind: 'safety_block', detail: 'its words', ...more } as const;
    const one = failed('a1', 'network', { state, failure });
    return endingCard(aView([one]), one, context);
  };

  it('says why, and has the buttons that can help', () => {
    expect(card({ categories: ['x', 'y'] }, 'blocked')).toEqual({
      kind: 'ending',
      side: 'A',
      badges: [],
      heading: 'A · 3 tones · blocked by a safety system',
      lines: [
        { text: 'The safety system refused the prompt. Edit it to go on.' },
        { text: 'The provider said: its words', quote: true },
        { text: 'The safety system names: x, y' },
        { text: 'Nothing was charged.' },
      ],
      rows: [
        [
          { id: '1:edit:a1', label: 'Edit…', style: 'plain' },
          { id: '1:details:a1', label: 'Details', style: 'plain' },
        ],
      ],
    });
  });

  it.each<[Partial<Failure>, string]>([
    [{ stage: 'input' }, 'The safety system refused the prompt. Edit it to go on.'],
    [
      { stage: 'output' },
      'The safety system refused the finished image. Edit the prompt to go on.',
    ],
    [{ kind: 'rate_limited' }, 'The provider is over its rate limit. Retry in a little while.'],
    [
      { kind: 'rate_limited', retryAfterMs: 30_000 },
      'The provider is over its rate limit. Retry in 30 s.',
    ],
    [
      { kind: 'rate_limited', retryAfterMs: 120_000 },
      'The provider is over its rate limit. Retry in 2 min.',
    ],
    [{ kind: 'invalid_request' }, 'The model does not take this request. Edit it to go on.'],
    [{ kind: 'quota' }, 'Our account at the provider is used up. Please tell an admin.'],
  ])('begins with the sentence of %j', (more, said) => {
    expect(card(more).lines[0]?.text).toBe(said);
  });

  it('quotes the provider on a refusal alone', () => {
    const quotes = (kind: Failure['kind']) => card({ kind }).lines.filter((one) => one.quote);
    expect(quotes('invalid_request')).toEqual([
      { text: 'The provider said: its words', quote: true },
    ]);
    expect(quotes('provider_error')).toEqual([]);
  });

  it('carries Retry and Edit… of its own generation, and Cancel of the run it started', () => {
    expect(card({ kind: 'network' }).rows[0]?.slice(0, 2)).toEqual([
      { id: '1:retry:a1', label: 'Retry', style: 'primary' },
      { id: '1:edit:a1', label: 'Edit…', style: 'plain' },
    ]);
    const one = failed('a1', 'network');
    const live = aGeneration('a2', { number: 2, fromId: 'a1', ...RUNNING });
    const during = endingCard(aView([one, live]), one, context);
    expect(during.lines).toEqual([
      { text: 'A · 2nd · making the image', side: 'A', since: NOW + 1_000 },
    ]);
    expect(during.rows).toEqual([
      [
        { id: '1:cancel:a2', label: 'Cancel', style: 'danger' },
        { id: '1:details:a1', label: 'Details', style: 'plain' },
      ],
    ]);
  });

  it('ends as one line, with its name and its own Details', () => {
    const one = failed('a1', 'network');
    const next = aGeneration('a2', { number: 2, fromId: 'a1', ...withImage() });
    expect(endingCard(aView([one, next]), one, context)).toEqual({
      kind: 'ending',
      side: 'A',
      badges: [],
      heading: 'A · 3 tones',
      lines: [{ text: 'Tried again: A · 2nd', link: '#m-a2' }],
      rows: [[{ id: '1:details:a1', label: 'Details', style: 'plain' }]],
    });
  });

  it('says why Retry is gone where a retry could help, and says nothing where it could not', () => {
    const five = (kind: Failure['kind']) =>
      Array.from({ length: 5 }, (_, n) => failed(`a${n}`, kind, { number: n + 1 }));
    const last = (kind: Failure['kind']) => {
      const all = five(kind);
      return endingCard(aView(all), all[4] ?? imageA, context).lines.at(-1)?.text;
    };
    expect(last('network')).toBe('This exact spec has run 5 times, so it cannot run again.');
    expect(last('auth')).toBe('Nothing was charged.');
  });

  it('names its model where the sides differ in it', () => {
    const one = failed('a1', 'network');
    const pair = aPair({ request: aRequest({ experiment: 'models' }) });
    expect(endingCard(aView([one], { pair }), one, context).heading).toBe('A · Sample · failed');
  });
});
