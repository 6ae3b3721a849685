import type { Card } from '../card.ts';
import type { PairView } from '../pair.ts';
import { words } from '../words.ts';
import type { CardContext } from './context.ts';
import { linked, stateText, titleOf } from './parts.ts';
import { planLines } from './plan-lines.ts';

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
