import { cut } from '../base/text.ts';
import type { Card, Line } from '../chat/card.ts';
import type { Generation, PairView } from '../domain/pair.ts';
import { newestOf, rewriteOf } from '../domain/pair-view.ts';
import type { Rewrite } from '../domain/rewrite.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';
import { categoryLines, linked, nameOf, privateCard, rows, textLines, button } from './parts.ts';
import { failureTexts } from './rewrite.ts';

/** Characters of a prompt, and of a provider's words, that are shown: Details have all of them. */
const MAX_PROMPT_SHOWN = 300;
const MAX_SAID = 200;

interface Refused {
  readonly view: PairView;
  readonly generation: Generation;
}

/** What safety systems refused, with what came of it. `next`: the last entry, when there are more. */
export function reviewCard(
  entries: readonly Refused[],
  next: string | null,
  context: CardContext,
): Card {
  const say = words(context.locale);
  const lines = entries.flatMap((one) => entryLines(one, context));
  const more = next === null ? null : button(say.more(), { type: 'review', before: next });
  return privateCard(
    say.review_heading(),
    lines.length === 0 ? textLines(say.review_empty()) : lines,
    { rows: rows([more]) },
  );
}

function entryLines({ view, generation }: Refused, context: CardContext): readonly Line[] {
  const say = words(context.locale);
  const { spec, failure, by, side, id } = generation;
  const at = generation.endedAt ?? generation.createdAt;
  const name = nameOf(generation, context.locale);
  const about = say.review_entry(name, context.modelName(spec.modelId), by.name, at);
  const rewrite = rewriteOf(view, generation);
  return [
    linked({ text: about, title: true, side }, id, context),
    { text: cut(spec.userPrompt, MAX_PROMPT_SHOWN), quote: true },
    { text: say.review_stage(failure?.stage ?? null) },
    { text: say.provider_said(cut(failure?.detail ?? '', MAX_SAID)), quote: true },
    ...(failure === null ? [] : categoryLines(failure, context.locale)),
    ...(rewrite === undefined ? [] : rewriteLines(view, generation, rewrite, context)),
  ];
}

function rewriteLines(
  view: PairView,
  generation: Generation,
  rewrite: Rewrite,
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  const { rewritten, madeBy } = rewrite;
  const wording =
    rewritten === null
      ? []
      : [{ text: say.review_wording(madeBy ?? '', cut(rewritten, MAX_PROMPT_SHOWN)), quote: true }];
  return [...wording, ...outcomeLines(view, generation, rewrite, context)];
}

function outcomeLines(
  view: PairView,
  generation: Generation,
  rewrite: Rewrite,
  context: CardContext,
): readonly Line[] {
  const say = words(context.locale);
  switch (rewrite.state) {
    case 'asked':
      return textLines(say.review_asked());
    case 'ready': {
      const isNewest = newestOf(view, generation.side)?.id === generation.id;
      return textLines(isNewest ? say.review_waits() : say.review_unused());
    }
    case 'failed':
      return textLines(...failureTexts(rewrite, context));
    case 'discarded':
      return textLines(say.review_discarded());
    case 'sent':
    case 'edited': {
      const result = view.generations.find((one) => one.id === rewrite.resultId);
      if (result === undefined) return [];
      const state = say.side_state(nameOf(result, context.locale), result.state);
      const text = say.review_ran(state, rewrite.state);
      return [linked({ text, side: result.side }, result.id, context)];
    }
  }
}
