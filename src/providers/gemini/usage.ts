import {
  type GenerateContentResponseUsageMetadata,
  MediaModality,
  type ModalityTokenCount,
} from '@google/genai';
import type { TokenUsage } from '../../core/domain/price.ts';

/**
 * The tokens of a call by its answer; null when unknown. Text around an image is only in the total, and thoughts, which
 * cost the same as text, have a count of their own.
 */
export function tokensOf(
  usage: GenerateContentResponseUsageMetadata | undefined,
  hasImage: boolean,
): TokenUsage | null {
  if (usage?.promptTokenCount === undefined && usage?.candidatesTokenCount === undefined) {
    return null;
  }
  const { promptTokensDetails, candidatesTokensDetails, thoughtsTokenCount = 0 } = usage;
  const imageIn = imagesIn(promptTokensDetails);
  const out = usage.candidatesTokenCount ?? 0;
  // Without details, an answer with an image is nearly all image.
  const isUnsaid = candidatesTokensDetails === undefined && hasImage;
  const imageOut = isUnsaid ? out : imagesIn(candidatesTokensDetails);
  return {
    textIn: rest(usage.promptTokenCount, imageIn) + (usage.toolUsePromptTokenCount ?? 0),
    imageIn,
    textOut: rest(out, imageOut) + thoughtsTokenCount,
    imageOut,
  };
}

function imagesIn(details: readonly ModalityTokenCount[] = []): number {
  return details
    .filter(({ modality }) => modality === MediaModality.IMAGE)
    .reduce((sum, { tokenCount = 0 }) => sum + tokenCount, 0);
}

function rest(total = 0, part: number): number {
  return Math.max(0, total - part);
}
