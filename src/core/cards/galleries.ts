import type { Card, CardThumbnail, Line } from '../chat/card.ts';
import { DIPTYCH_WORDS, OPTION_NAMES } from '../chat/command.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestImage, newestOf } from '../domain/pair-view.ts';
import type { Locale, SurfaceName } from '../domain/person.ts';
import { SIDES } from '../domain/side.ts';
import type { CreditsNow } from '../domain/limits.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import {
  button,
  linked,
  privateCard,
  refusalOf,
  refusedLines,
  textLines,
  titleOf,
} from './parts.ts';

export function creditsCard(credits: CreditsNow, locale: Locale): Card {
  const say = words(locale);
  const { today, inFlight, quota, reset, lifetime } = credits;
  const lines = textLines(
    say.credits_today(today, inFlight, quota),
    say.credits_reset(reset),
    say.credits_lifetime(lifetime),
    say.credits_rule(),
  );
  return privateCard(say.credits_heading(), lines);
}

/** `surface`: what only that chat has is said too. `more`: lines for this reader alone. */
export function helpCard(locale: Locale, surface: SurfaceName, more: readonly string[] = []): Card {
  const say = words(locale);
  const lines = textLines(
    say.help_generate(),
    say.help_options(OPTION_NAMES.slice(1).join(', ')),
    ...(surface === 'slack' ? [say.help_slack()] : []),
    say.help_buttons(),
    say.help_emoji(),
    say.help_pool(),
    say.help_words(DIPTYCH_WORDS.join(', ')),
    say.help_costs(),
    say.help_sample(),
    ...more,
  );
  return privateCard(say.help_heading(), lines);
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
    ...refusedLines(view, context),
    ...SIDES.flatMap((side) => newestOf(view, side) ?? []).map((one) => {
      const name = titleOf(view, one, context);
      const isDeleted = one.deletedAt !== null;
      const refusal = refusalOf(view, one);
      const state = isDeleted ? say.side_deleted(name) : say.side_state(name, one.state);
      const text = isDeleted || refusal === null ? state : say.side_refused(name, refusal);
      const image = newestImage(view, one.side);
      // A chat that refuses a picture in public refuses it in private too.
      const isHidden = image !== undefined && refusalOf(view, image)?.about === 'picture';
      const picture = pictureOf(isHidden ? undefined : image);
      return linked({ text, side: one.side, ...picture }, one.id, context);
    }),
  ]);
  return pageCard('history', say.history_heading(), lines, say.history_empty(), next, context);
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
  return pageCard('likes', say.likes_heading(), lines, say.likes_empty(), next, context);
}

/** A page of a gallery, with a button to the page after `next`. */
function pageCard(
  type: 'history' | 'likes',
  heading: string,
  lines: readonly Line[],
  empty: string,
  next: string | null,
  { locale }: CardContext,
): Card {
  return privateCard(heading, lines.length === 0 ? textLines(empty) : lines, {
    rows: next === null ? [] : [[button(words(locale).more(), { type, before: next })]],
  });
}

/** The `picture` of a line: the generation's image, when it has one. */
function pictureOf(generation: Generation | undefined): { readonly picture?: CardThumbnail } {
  if (generation?.image == null) return {};
  const { image, side, spec } = generation;
  return { picture: { key: image.key, label: `${side}: ${spec.userPrompt}` } };
}
