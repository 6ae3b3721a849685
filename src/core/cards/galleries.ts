import type { Card, CardThumbnail, Line } from '../chat/card.ts';
import { DIPTYCH_WORDS, OPTION_NAMES } from '../chat/command.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestImage, newestOf } from '../domain/pair-view.ts';
import type { Locale } from '../domain/person.ts';
import { SIDES } from '../domain/side.ts';
import type { CreditsNow } from '../domain/limits.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { button, linked, rows, titleOf } from './parts.ts';

function privateCard(heading: string, lines: readonly Line[], more: Partial<Card> = {}): Card {
  return { kind: 'private', heading, lines, badges: [], rows: [], ...more };
}

export function creditsCard(credits: CreditsNow, locale: Locale): Card {
  const say = words(locale);
  const { today, inFlight, quota, resetAt, lifetime } = credits;
  return privateCard(say.credits_heading(), [
    { text: say.credits_today(today, inFlight, quota) },
    { text: say.credits_reset(resetAt) },
    { text: say.credits_lifetime(lifetime) },
    { text: say.credits_rule() },
  ]);
}

export function helpCard(locale: Locale): Card {
  const say = words(locale);
  return privateCard(say.help_heading(), [
    { text: say.help_generate() },
    { text: say.help_options(OPTION_NAMES.slice(1).join(', ')) },
    { text: say.help_buttons() },
    { text: say.help_emoji() },
    { text: say.help_pool() },
    { text: say.help_words(DIPTYCH_WORDS.join(', ')) },
    { text: say.help_costs() },
    { text: say.help_sample() },
  ]);
}

/** A person's pairs, each with the newest image of both sides. */
export function historyCard(
  views: readonly PairView[],
  next: string | null,
  context: CardContext,
): Card {
  const say = words(context.locale);
  const lines = views.flatMap((view) => [
    { text: view.pair.request.prompt, quote: true },
    ...SIDES.flatMap((side) => newestOf(view, side) ?? []).map((one) => {
      const name = titleOf(view, one, context);
      const isDeleted = one.deletedAt !== null;
      const text = isDeleted ? say.side_deleted(name) : say.side_state(name, one.state);
      const picture = pictureOf(newestImage(view, one.side));
      return linked({ text, side: one.side, ...picture }, one.id, context);
    }),
  ]);
  const more = { type: 'history', before: next ?? '' } as const;
  return privateCard(say.history_heading(), orEmpty(lines, say.history_empty()), {
    rows: next === null ? [] : rows([button(say.more(), more)]),
  });
}

export interface LikedEntry {
  readonly view: PairView;
  readonly generation: Generation;
}

/** Images a person likes, the newest like first. */
export function likesCard(
  entries: readonly LikedEntry[],
  next: string | null,
  context: CardContext,
): Card {
  const say = words(context.locale);
  const lines = entries.map(({ view, generation }) => {
    const text = `${titleOf(view, generation, context)} · ${generation.spec.userPrompt}`;
    const line = { text, side: generation.side, ...pictureOf(generation) };
    return linked(line, generation.id, context);
  });
  const more = { type: 'likes', before: next ?? '' } as const;
  return privateCard(say.likes_heading(), orEmpty(lines, say.likes_empty()), {
    rows: next === null ? [] : rows([button(say.more(), more)]),
  });
}

function orEmpty(lines: readonly Line[], empty: string): readonly Line[] {
  return lines.length === 0 ? [{ text: empty }] : lines;
}

/** The `picture` of a line: the generation's image, when it has one. */
function pictureOf(generation: Generation | undefined): { readonly picture?: CardThumbnail } {
  if (generation?.image == null) return {};
  const { image, side, spec } = generation;
  return { picture: { key: image.key, label: `${side}: ${spec.userPrompt}` } };
}
