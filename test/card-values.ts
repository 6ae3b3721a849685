import type { ToldCall } from '../src/core/cards/calls.ts';
import type { CardContext } from '../src/core/cards/context.ts';
import type { Generation, PairView, Post } from '../src/core/domain/pair.ts';
import type { Locale } from '../src/core/domain/person.ts';
import { aCaller, aPair, NOW } from './values.ts';

export function aPost(generationId: string, more: Partial<Post> = {}): Post {
  return {
    id: generationId,
    kind: 'image',
    pairId: 'p1',
    generationId,
    place: aCaller().place,
    state: 'posted',
    messageId: `m-${generationId}`,
    memo: null,
    shown: null,
    firstTriedAt: NOW,
    againAt: null,
    refusal: null,
    ...more,
  };
}

/** A call for an image, as Details tell of it. */
export function aToldCall(costUsd: number | null): ToldCall {
  return { purpose: 'image', modelId: 'sample-basic', costUsd, tokens: null };
}

/** Images are posted. */
export function aView(generations: readonly Generation[], more: Partial<PairView> = {}): PairView {
  const posts = generations.flatMap((one) => (one.image === null ? [] : [aPost(one.id)]));
  const none = { votes: [], promotions: [], rewrites: [], races: [], acts: [] };
  return { pair: aPair(), generations, posts, ...none, ...more };
}

export function aContext(locale: Locale = 'en', more: Partial<CardContext> = {}): CardContext {
  return {
    locale,
    line: () => undefined,
    link: () => null,
    modelName: () => 'Sample',
    categoryName: (slug) => `name of ${slug}`,
    spoiler: () => false,
    canRewrite: false,
    ...more,
  };
}
