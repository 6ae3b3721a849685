import type { Line } from '../card.ts';
import type { PairView } from '../pair.ts';
import { words } from '../words.ts';
import type { CardContext } from './context.ts';

/** Who asked, what was planned, and who made the plan. */
export function planLines({ pair }: PairView, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const lines: Line[] = [{ text: say.details_asked(pair.asker.name, pair.createdAt) }];
  const { plan } = pair;
  if (plan === null) return lines;
  const { madeBy, category, scene, location, fallbackReason } = plan;
  lines.push({ text: say.details_plan(madeBy, context.categoryName(category), scene, location) });
  if (fallbackReason !== null) lines.push({ text: say.details_fallback(fallbackReason) });
  if (plan.intentPerson) lines.push({ text: say.details_person() });
  return lines;
}
