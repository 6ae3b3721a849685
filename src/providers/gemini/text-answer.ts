import { FinishReason, type GenerateContentResponse } from '@google/genai';
import type { Failure } from '../../core/domain/failure.ts';
import { cleanMessage } from '../common/clean-message.ts';
import type { SaidText } from '../common/read-text.ts';
import { blockOf, wordsIn } from './answer.ts';
import { tokensOf } from './usage.ts';

/** The text of an answer, or why it has none. The details never hold `secret`. */
export function textOf(answer: GenerateContentResponse, secret: string): SaidText {
  const tokens = tokensOf(answer.usageMetadata, false);
  return { said: saidIn(answer, secret), tokens };
}

function saidIn(answer: GenerateContentResponse, secret: string): string | Failure {
  const block = blockOf(answer, secret, 'answer');
  if (block !== undefined) return block;
  const candidate = answer.candidates?.[0] ?? {};
  const { finishReason, finishMessage = '' } = candidate;
  if (finishReason === FinishReason.MAX_TOKENS) {
    const detail = 'the answer was cut: it needs more tokens than it may have';
    return { kind: 'provider_error', detail, answered: true };
  }
  const text = wordsIn(candidate);
  if (text !== '' && (finishReason === undefined || finishReason === FinishReason.STOP))
    return text;
  const detail = `answered without an answer (${finishReason ?? 'nothing'}) ${finishMessage}`;
  const answered = finishReason !== undefined && { answered: true as const };
  return { kind: 'provider_error', detail: cleanMessage(detail, secret), ...answered };
}
