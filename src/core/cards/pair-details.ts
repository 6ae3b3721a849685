import type { Card, Line } from '../chat/card.ts';
import { placeName } from '../plan/lexicon.ts';
import type { PairView } from '../domain/pair.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { linked, privateCard, stateText, textLines, titleOf } from './parts.ts';

/** The plan of a pair and every generation of it, privately. */
export function pairDetailsCard(view: PairView, context: CardContext): Card {
  const { locale } = context;
  const say = words(locale);
  const { plan } = view.pair;
  return privateCard(say.details_pair(), [
    { text: view.pair.request.prompt, quote: true },
    ...planLines(view, context),
    ...textLines(plan === null ? null : say.details_ratios(plan.toneRatio, plan.angleRatio)),
    ...view.generations.map((one) => {
      const text = stateText(titleOf(view, one, context), one, locale);
      return linked({ text, side: one.side }, one.id, context);
    }),
  ]);
}

/** Who asked, what was planned, and who made the plan. */
export function planLines({ pair }: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { plan, asker, request, createdAt } = pair;
  const asked = say.details_asked(asker.name, createdAt);
  if (plan === null) return textLines(asked);
  const { madeBy, category, scene, location, fallbackReason } = plan;
  const place = location === null ? null : placeName(location, context.locale);
  // A category that the person named wins over the classifier's.
  const isNamed = request.category !== null && request.category !== category;
  return textLines(
    asked,
    say.details_plan(madeBy, context.categoryName(category), scene, place),
    isNamed ? say.details_category(context.categoryName(request.category)) : null,
    fallbackReason === null ? null : say.details_fallback(fallbackReason),
    plan.intentPerson ? say.details_person() : null,
  );
}
