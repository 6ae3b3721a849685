import { describe, expect, it } from 'vitest';
import { pairDetailsCard } from '../../../src/core/cards/details.ts';
import { headerCard } from '../../../src/core/cards/header.ts';
import type { Vote, VoteChoice } from '../../../src/core/domain/pair.ts';
import type { Locale } from '../../../src/core/domain/person.ts';
import { imageA, imageB, texts } from './card-texts.ts';
import { aContext, aView } from '../../card-values.ts';
import { aGeneration, NOW, withImage } from '../../values.ts';

const vote = (personId: string, choice: VoteChoice): Vote => {
  return { pairId: 'p1', personId, generationA: 'a1', generationB: 'b1', choice, at: NOW };
};
const votes = [vote('ana', 'B'), vote('ben', 'B'), vote('cleo', 'both_bad')];
const view = aView([imageA, imageB], { votes });
const details = (readerId: string, of = view, locale: Locale = 'en') =>
  texts(pairDetailsCard(of, { calls: [], readerId }, aContext(locale)));

describe('the header', () => {
  it.each([
    [0, 'en', 'Which is better?'],
    [1, 'en', 'Votes: 1. Vote to see how people chose.'],
    [3, 'en', 'Votes: 3. Vote to see how people chose.'],
    [0, 'ko', '어느 쪽이 더 좋나요?'],
    [3, 'ko', '투표: 3명. 투표하면 어떻게 나뉘었는지 볼 수 있습니다.'],
  ] as const)('after %i votes says in %s: %s', (count, locale, said) => {
    const card = headerCard(aView([imageA, imageB], { votes: votes.slice(0, count) }), {
      ...aContext(locale),
    });
    expect(card.lines.at(-1)).toEqual({ text: said });
  });

  it('is the same whatever people chose', () => {
    const choices = (choice: VoteChoice) =>
      headerCard(aView([imageA, imageB], { votes: [vote('ana', choice)] }), aContext());
    expect(choices('A')).toEqual(choices('both_bad'));
  });
});

describe('Details of a pair', () => {
  it('say what people chose to whoever voted', () => {
    expect(details('ana')).toContain('Votes: A 0 · B 2 · tie 0 · both bad 1. Yours: B.');
    expect(details('cleo')).toContain('Votes: A 0 · B 2 · tie 0 · both bad 1. Yours: both bad.');
    expect(details('cleo', view, 'ko')).toContain(
      '투표: A 0 · B 2 · 비김 0 · 둘 다 별로 1. 내 투표: 둘 다 별로.',
    );
  });

  it('say nothing of it to whoever did not', () => {
    expect(details('dan')).not.toMatch(/vote|both bad/i);
  });

  it('say nothing of it to whoever voted on an older image alone', () => {
    const second = aGeneration('a2', { number: 2, fromId: 'a1', ...withImage() });
    const newer = aView([imageA, imageB, second], {
      votes: [...votes, { ...vote('dan', 'A'), generationA: 'a2' }],
    });
    expect(details('ana', newer)).not.toMatch(/vote|both bad/i);
    expect(details('dan', newer)).toContain('Votes: A 1 · B 0 · tie 0 · both bad 0. Yours: A.');
  });
});
