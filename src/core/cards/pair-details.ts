import type { Card, Line } from '../chat/card.ts';
import { placeName } from '../plan/lexicon.ts';
import type { PairView } from '../domain/pair.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { linked, titleOf, stateText } from './parts.ts';

/** The plan of a pair and every generation of it, privately. */
export function pairDetailsCard(view: PairView, context: CardContext): Card {
  const { locale } = context;
  const say = words(locale);
  const { plan } = view.pair;
  return {
    kind: 'private',
    heading: say.details_pair(),
    lines: [
      { text: view.pair.request.prompt, quote: true },
      ...planLines(view, context),
      ...(plan === null ? [] : [{ text: say.details_ratios(plan.toneRatio, plan.angleRatio) }]),
      ...view.generations.map((one) => {
        const text = stateText(titleOf(view, one, context), one, locale);
        return linked({ text, side: one.side }, one.id, context);
      }),
    ],
    badges: [],
    rows: [],
  };
}

/** Who asked, what was planned, and who made the plan. */
export function planLines({ pair }: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const lines: Line[] = [{ text: say.details_asked(pair.asker.name, pair.createdAt) }];
  const { plan } = pair;
  if (plan === null) return lines;
  const { madeBy, category, scene, location, fallbackReason } = plan;
  const place = location === null ? null : placeName(location, context.locale);
  const name = context.categoryName(category);
  lines.push({ text: say.details_plan(madeBy, name, scene, place) });
  // What somebody asked for by name wins over what the classifier says.
  const asked = pair.request.category;
  if (asked !== null && asked !== category) {
    lines.push({ text: say.details_category(context.categoryName(asked)) });
  }
  if (fallbackReason !== null) lines.push({ text: say.details_fallback(fallbackReason) });
  if (plan.intentPerson) lines.push({ text: say.details_person() });
  return lines;
}
