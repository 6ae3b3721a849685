import { describe, expect, it } from 'vitest';
import { firstRunCard } from '../../../src/core/cards/first-run.ts';
import {
  creditsCard,
  helpCard,
  historyCard,
  likesCard,
} from '../../../src/core/cards/galleries.ts';
import { failed, imageA, texts } from './card-texts.ts';
import { aContext, aView } from '../../card-values.ts';
import { aGeneration, aModel, aPair, aRequest, NOW, withImage } from '../../values.ts';

const context = aContext('en', { link: (id) => `#m-${id}` });
const failedB = failed('b1', 'network', { side: 'B' });
const shownA = { key: 'library/web/2026-11/g1.png', label: 'A: a woman walking in Seoul' };

describe('history', () => {
  it('shows each pair’s prompt and its sides, with the way to older ones', () => {
    expect(historyCard([aView([imageA, failedB])], 'p0', context)).toEqual({
      kind: 'private',
      heading: 'Your pairs',
      lines: [
        { text: 'a woman walking in Seoul', quote: true },
        { text: 'A · 3 tones · ready', side: 'A', link: '#m-a1', picture: shownA },
        { text: 'B · 5 tones · failed', side: 'B', link: '#m-b1' },
      ],
      badges: [],
      rows: [[{ id: '1:history:p0', label: 'More', style: 'plain' }]],
    });
    expect(historyCard([], null, context)).toMatchObject({
      lines: [{ text: 'No pairs yet: /generate makes the first.' }],
      rows: [],
    });
  });

  it('shows one pair after the other', () => {
    const older = aView([imageA], { pair: aPair({ request: aRequest({ prompt: 'a chair' }) }) });
    const { lines } = historyCard([aView([imageA]), older], null, context);
    expect(lines.filter((one) => one.quote).map(({ text }) => text)).toEqual([
      'a woman walking in Seoul',
      'a chair',
    ]);
  });

  it('keeps the newest image of a side in view when a later run has none', () => {
    const again = failed('a2', 'network', { number: 2 });
    const [, a] = historyCard([aView([imageA, again])], null, context).lines;
    expect(a).toEqual({
      text: 'A · 2nd · 3 tones · failed',
      side: 'A',
      link: '#m-a2',
      picture: shownA,
    });
  });

  it('shows no picture of a deleted image, and says that it is deleted', () => {
    const [, a] = historyCard([aView([{ ...imageA, deletedAt: NOW }])], null, context).lines;
    expect(a).toEqual({ text: 'A · 3 tones · deleted', side: 'A', link: '#m-a1' });
  });
});

describe('likes', () => {
  it('show each image with its words and its message, and the way to older ones', () => {
    const two = aGeneration('b2', { side: 'B', number: 2, ...withImage('k/b2.png') });
    const entries = [
      { view: aView([imageA]), generation: imageA },
      { view: aView([two]), generation: two },
    ];
    expect(likesCard(entries, 'b2', context)).toEqual({
      kind: 'private',
      heading: 'Images you like',
      lines: [
        {
          text: 'A · 3 tones · a woman walking in Seoul',
          side: 'A',
          link: '#m-a1',
          picture: shownA,
        },
        {
          text: 'B · 2nd · 5 tones · a woman walking in Seoul',
          side: 'B',
          link: '#m-b2',
          picture: { key: 'k/b2.png', label: 'B: a woman walking in Seoul' },
        },
      ],
      badges: [],
      rows: [[{ id: '1:likes:b2', label: 'More', style: 'plain' }]],
    });
    expect(likesCard([], null, context)).toMatchObject({
      lines: [{ text: 'Nothing yet: react to an image with 👍 or ❤️.' }],
      rows: [],
    });
  });
});

describe('credits', () => {
  const credits = {
    today: 1,
    inFlight: 2,
    quota: 9,
    resetAt: NOW,
    reset: '2026-11-25 00:00 Asia/Seoul',
    lifetime: 30,
  };

  it('say each number as what it is, in both languages', () => {
    expect(texts(creditsCard(credits, 'en')).split('\n')).toEqual([
      'Your credits',
      'Today: 1 used, 2 in flight, of 9',
      'New credits come at 2026-11-25 00:00 Asia/Seoul',
      'All time: 30',
      'A credit is spent when an image of a new spec arrives. Failures, Retry and Re-roll are free.',
    ]);
    expect(texts(creditsCard(credits, 'ko')).split('\n')).toEqual([
      '내 크레딧',
      '오늘: 9개 중 1개 사용, 2개 진행 중',
      '2026-11-25 00:00 Asia/Seoul에 새로 채워집니다',
      '전체: 30개',
      '새 설정의 이미지가 도착할 때 크레딧 하나가 쓰입니다. 실패, 다시 시도, 다시 뽑기는 무료입니다.',
    ]);
  });
});

describe('help', () => {
  it('names every option and every word that can be typed', () => {
    expect(texts(helpCard('en', 'web')).split('\n')).toEqual([
      'What Diptych does',
      '/generate a woman walking in Seoul: makes two images, each posted as soon as it is ready.',
      'Options: tier, model, size, angle, lens, persona, category, tone_ratio, angle_ratio, experiment, versus, count',
      'Under an image: Re-roll makes another, Edit… changes this side, Tone and Angle stage a ratio that Regenerate runs.',
      'Emoji on an image are likes and feedback.',
      'Promote… puts an image into the reference pool that every later pair draws on (admins); /diptych pool shows it to everybody.',
      '/diptych with: help, credits, history, likes, models, pool, review, costs, settings',
      '/diptych costs 30 tells admins what the provider calls of 30 days cost, and what was spent on nothing.',
      'With the sample model these words in a prompt steer a side: #slow-b #fail-a #block-b #late-a #hang-b',
    ]);
  });
});

describe('help in Slack', () => {
  it('names what only Slack has', () => {
    expect(texts(helpCard('en', 'slack'))).toContain(
      '/generate alone opens a form with every option and your own images. The menu of a message has Use as reference and Details.',
    );
    expect(texts(helpCard('en', 'discord'))).not.toContain('Use as reference');
  });
});

describe('the first message', () => {
  const card = (provider: string, locale: 'en' | 'ko' = 'en') =>
    firstRunCard(locale, aModel({ provider }));

  it('offers three prompts, each with a button that runs it', () => {
    expect(card('sample')).toEqual({
      kind: 'header',
      heading: 'Welcome to Diptych',
      lines: [
        {
          text: 'One prompt makes two images that differ in one thing. Try one of these, or write your own.',
        },
        { text: 'a woman walking in Seoul at dusk, warm film tones', quote: true },
        { text: 'a perfume bottle on a stone, overhead, cinematic light', quote: true },
        { text: 'an alley market in the rain, neon #fail-b', quote: true },
      ],
      badges: [],
      rows: [
        [
          { id: '1:example:1', label: 'A woman in Seoul', style: 'primary' },
          { id: '1:example:2', label: 'A perfume bottle', style: 'primary' },
          { id: '1:example:3', label: 'One side fails: see Retry', style: 'primary' },
        ],
      ],
    });
  });

  it('speaks Korean, and asks no vendor to fail there either', () => {
    expect(texts(card('openai', 'ko')).split('\n')).toEqual([
      'Diptych에 오신 것을 환영합니다',
      '프롬프트 하나로 한 가지가 다른 두 이미지를 만듭니다. 하나를 눌러 보거나 직접 써 보세요.',
      '해 질 녘 서울을 걷는 여자, 따뜻한 필름 톤',
      '돌 위의 향수 병, 탑뷰, 시네마틱 조명',
      '비 오는 골목 시장, 네온',
    ]);
    expect(card('openai', 'ko').rows[0]?.map((one) => one.label)).toEqual([
      '서울의 여자',
      '향수 병',
      '비 오는 시장',
    ]);
    expect(texts(card('sample', 'ko'))).toContain('비 오는 골목 시장, 네온 #fail-b');
  });
});
