import type { TokenUsage } from '../domain/price.ts';
import type { MadeCall } from '../domain/provider-call.ts';
import { words } from '../words/words.ts';
import type { CardContext } from './context.ts';

/** A call of the ledger, as far as Details tell of it. */
export type ToldCall = Pick<MadeCall, 'purpose' | 'modelId' | 'costUsd' | 'tokens'>;

/** What the provider calls cost, a text each. A single image call needs no name: the card is about it. */
export function callTexts(calls: readonly ToldCall[], context: CardContext): readonly string[] {
  const say = words(context.locale);
  const isAlone = calls.filter(({ purpose }) => purpose === 'image').length === 1;
  return calls.map(({ purpose, modelId, costUsd, tokens }) => {
    if (purpose === 'image' && isAlone) return say.details_cost(costUsd);
    const model = context.modelName(modelId);
    return say.details_call(purpose, model, costUsd, purpose === 'image' ? null : sumOf(tokens));
  });
}

function sumOf(tokens: TokenUsage | null): number | null {
  if (tokens === null) return null;
  return tokens.textIn + tokens.imageIn + tokens.textOut + tokens.imageOut;
}
