/**
 * Draws every card as Slack would, for a person to look at: `node scripts/slack-cards.ts FOLDER`. Writes a page and a
 * picture of each kind; Slack itself draws them a little differently.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { picturesOf } from '../src/bots/slack/body.ts';
import { formView } from '../src/bots/slack/forms.ts';
import { homeView } from '../src/bots/slack/home-view.ts';
import { cardView, hasPictures, privateMessage } from '../src/bots/slack/render-private.ts';
import { render } from '../src/bots/slack/render.ts';
import type { Card } from '../src/core/chat/card.ts';
import type { Locale } from '../src/core/domain/person.ts';
import { launchChromium } from '../test/journeys/web-driver.ts';
import { publicCards, type Written } from '../test/slack/every-card.ts';
import { forms, privateCards } from '../test/slack/every-private-card.ts';
import { homeHtml, messageHtml, modalHtml, STYLE } from './slack-page.ts';

const META = { channel: 'C0123456789', thread: null, responseUrl: null };
const FILE = 'F0123456789';
const ENGLISH: Written = {
  prompt: 'a woman walking in Seoul at dusk, warm film tones, <!channel> *neon*',
  name: 'Ana Kim',
  model: 'Imagen 5 Fast',
  said: 'The prompt was refused by the safety filter.',
  locale: 'en',
};
const KOREAN: Written = {
  ...ENGLISH,
  prompt: '해 질 녘 서울을 걷는 여자',
  name: '김안나',
  locale: 'ko',
};

/** Long, from right to left, and full of what would be markup. */
const HARD: Written = {
  prompt: `امرأة تمشي في سيول <!channel> *b* &amp; ${'a woman walking '.repeat(150)}`,
  name: `<@U0123456789> *${'Ana Kim '.repeat(8)}*`,
  model: 'x'.repeat(60),
  said: '> quoted\n`code` https://x.example '.repeat(20),
  locale: 'en',
};
const LOOKS: readonly (readonly [string, Written])[] = [
  ['en', ENGLISH],
  ['ko', KOREAN],
  ['hard', HARD],
];

type Shown = readonly [name: string, html: string];

function filesOf(...cards: readonly Card[]): ReadonlyMap<string, string> {
  return new Map(cards.flatMap(picturesOf).map((key) => [key, FILE]));
}

function privateHtml(card: Card, locale: Locale, files: ReadonlyMap<string, string>): string {
  return hasPictures(card)
    ? modalHtml(cardView(card, { files, meta: META, locale }))
    : messageHtml(privateMessage(card).blocks);
}

function homeOf(written: Written): string {
  const cards = new Map(privateCards(written));
  const [credits, history, likes] = ['credits', 'history', 'likes'].map((one) => cards.get(one));
  if (!credits || !history || !likes) throw new Error('a card is missing');
  const files = filesOf(history, likes);
  return homeHtml(homeView({ credits, history, likes, files, locale: written.locale }).blocks);
}

/** Cards of one language, page by page. */
function pagesOf(written: Written): ReadonlyMap<string, readonly Shown[]> {
  const { locale } = written;
  const shown = publicCards(written).map(
    ([name, card]) => [name, messageHtml(render(card, { file: FILE }).blocks)] as const,
  );
  const own = privateCards(written);
  const kind = (start: string) => shown.filter(([name]) => name.startsWith(start));
  return new Map<string, readonly Shown[]>([
    ['header', kind('header')],
    ['image', kind('image')],
    ['ending', kind('ending')],
    ['rest', shown.filter(([name]) => !/^(?:header|image|ending)/.test(name))],
    ['private', own.map(([name, card]) => [name, privateHtml(card, locale, filesOf(card))])],
    [
      'elsewhere',
      own
        .filter(([, card]) => hasPictures(card))
        .map(([name, card]) => [name, privateHtml(card, locale, new Map())]),
    ],
    [
      'forms',
      forms(written).map(([name, form]) => [name, modalHtml(formView(form, META, locale))]),
    ],
    ['home', [['home', homeOf(written)]]],
  ]);
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('give a folder to write to');
await mkdir(folder, { recursive: true });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  for (const [look, written] of LOOKS) {
    for (const [name, cards] of pagesOf(written)) {
      const file = join(folder, `${name}-${look}`);
      const body = cards.map(([title, html]) => `<h2>${title}</h2>${html}`).join('\n');
      const html = `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${body}`;
      await writeFile(`${file}.html`, html);
      await page.setContent(html);
      await page.screenshot({ path: `${file}.png`, fullPage: true });
    }
  }
} finally {
  await browser.close();
}
