import {
  type GenerateContentResponseUsageMetadata,
  MediaModality,
  type ModalityTokenCount,
} from '@google/genai';
import type { TokenUsage } from '../../core/domain/price.ts';

/**
 * What a call used, as its answer says; null when it does not say. The parts are not the whole: text
 * around an image is in the total alone, and thoughts, which are paid like text, are in neither.
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
  // An answer that does not say which is which and has an image is nearly all image.
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
