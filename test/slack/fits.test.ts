import { describe, expect, it } from 'vitest';
import { picturesOf } from '../../src/bots/slack/body.ts';
import { formView } from '../../src/bots/slack/forms.ts';
import { homeView } from '../../src/bots/slack/home-view.ts';
import { cardView, privateMessage } from '../../src/bots/slack/render-private.ts';
import { render } from '../../src/bots/slack/render.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Line } from '../../src/core/chat/card.ts';
import type { Locale } from '../../src/core/domain/person.ts';
import { readHome, readModal } from '../fakes/slack/views.ts';
import { type Drawn, drawn } from './drawn.ts';
import { publicCards, type Written } from './every-card.ts';
import { CALL_PURPOSES } from '../../src/core/domain/provider-call.ts';
import { forms, fullCosts, privateCards } from './every-private-card.ts';

const META = { channel: 'C0123456789', thread: null, responseUrl: null };
const FAMILY = '👨‍👩‍👧‍👦';
const long = (text: string) => text.repeat(Math.ceil(2_500 / text.length)).slice(0, 2_500);

/** What people write, from the plain to what breaks a surface. */
const WRITTEN: readonly (readonly [string, Written])[] = (
  [
    ['a plain prompt', 'a woman walking in Seoul', 'Ana', 'en'],
    ['2,500 emoji of eleven units', FAMILY.repeat(2_500), FAMILY.repeat(5), 'en'],
    ['2,500 letters of Korean', long('서울의 골목길을 걷는 여자 '), '김가나다', 'ko'],
    ['one word of 2,500 letters', 'x'.repeat(2_500), 'x'.repeat(60), 'en'],
    ['2,500 letters from right to left', long('امرأة تمشي في سيول '), '\u202Eabc\u2066', 'ko'],
    [
      'marks of Slack',
      long('<!channel> <@U0123456789> *b* _i_ ~s~ `c` &amp; https://x.example '),
      '<!here>*a*&lt;',
      'en',
    ],
    ['a name of 5,000 letters', 'a boat', long('name ').repeat(2), 'ko'],
    ['lines and blanks', ` \n\n${long('one\n\n\ntwo ')}\n`, ' ', 'en'],
    [
      'letters with a thousand marks',
      `z${'\u0301'.repeat(2_000)}`,
      `z${'\u0301'.repeat(80)}`,
      'en',
    ],
  ] as const
).map(
  ([what, prompt, name, locale]) =>
    [what, { prompt, name, model: name, said: prompt, locale }] as const,
);

/** Files for all pictures of a card. */
function filesOf(...cards: readonly Card[]): ReadonlyMap<string, string> {
  const keys = cards.flatMap(picturesOf);
  return new Map(keys.map((key, n) => [key, `F${String(n).padStart(10, '0')}`]));
}

/** A form as Slack draws it. Throws with its reasons when it refuses it. */
function opened(view: unknown): Drawn {
  const read = readModal(view);
  if ('wrong' in read) throw new Error(read.wrong.join(', '));
  return drawn(read.view.blocks, 'modal');
}

describe.each(WRITTEN)('with %s, Slack takes', (_what, written) => {
  it.each(publicCards(written))('the message: %s', (_name, card) => {
    for (const file of [null, 'F0123456789']) {
      const notes: readonly Line[] = [
        { text: written.prompt },
        { text: 'Original', link: 'https://hub.example/x' },
      ];
      const { text, blocks } = render(card, { file, notes });
      expect(drawn(blocks).units).toBeLessThanOrEqual(3_000);
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text).not.toMatch(/[<>]/);
    }
  });

  it.each(privateCards(written))('the private message: %s', (_name, card) => {
    const { blocks } = privateMessage(card);
    const { images, ...shown } = drawn(blocks);
    expect(images).toEqual([]);
    expect(shown.units).toBeLessThanOrEqual(3_000);
  });

  it.each([...privateCards(written), ...publicCards(written)])('the form: %s', (_name, card) => {
    const locale: Locale = written.locale;
    const all = opened(cardView(card, { files: filesOf(card), meta: META, locale }));
    const none = opened(cardView(card, { files: new Map(), meta: META, locale }));
    expect(all.images.length).toBeGreaterThanOrEqual(Math.min(picturesOf(card).length, 16));
    expect(none.images).toEqual([]);
    expect(all.units).toBeLessThanOrEqual(16_500);
  });

  it.each(forms(written))('the form to fill in: %s', (_name, form) => {
    const { fields } = opened(formView(form, META, written.locale));
    expect(fields).toHaveLength(form.fields.length);
  });

  it('the Home tab', () => {
    const cards = new Map(privateCards(written));
    const [credits, history, likes] = ['credits', 'history', 'likes'].map((name) =>
      cards.get(name),
    );
    if (!credits || !history || !likes) throw new Error('a card is missing');
    const files = filesOf(history, likes);
    const read = readHome(homeView({ credits, history, likes, files, locale: written.locale }));
    if ('wrong' in read) throw new Error(read.wrong.join(', '));
    expect(drawn(read.view.blocks, 'home').images).toHaveLength(24);
  });
});

describe('the report of costs', () => {
  it.each([
    ['en', 'images alone', ['image']],
    ['en', 'every purpose', CALL_PURPOSES],
    ['ko', 'images alone', ['image']],
    ['ko', 'every purpose', CALL_PURPOSES],
  ] as const)('is whole in one message, at its fullest: %s, calls for %s', (locale, _what, of) => {
    const name = '*'.repeat(60);
    const card = fullCosts({ prompt: '', name, model: name, said: '', locale }, of);
    const { text } = drawn(privateMessage(card).blocks);
    const lines = text.split('\n').filter((one) => one !== '');
    expect(lines).toEqual([card.heading, ...card.lines.map((line) => line.text)]);
  });
});
