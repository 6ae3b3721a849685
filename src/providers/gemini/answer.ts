import {
  type Candidate,
  type GenerateContentResponse,
  HarmProbability,
  type SafetyRating,
} from '@google/genai';
import type { Failure } from '../../core/domain/failure.ts';
import { cleanMessage } from '../common/clean-message.ts';

/** Finish reasons of the vendor's filters: the same prompt would be blocked again. */
const BLOCKING: ReadonlySet<string> = new Set([
  'SAFETY',
  'IMAGE_SAFETY',
  'PROHIBITED_CONTENT',
  'IMAGE_PROHIBITED_CONTENT',
  'BLOCKLIST',
  'SPII',
  'RECITATION',
  'IMAGE_RECITATION',
]);

/** The image of an answer; undefined when there is none. Ignores sketches made while thinking. */
export function imageOf({ candidates }: GenerateContentResponse): Uint8Array | undefined {
  const parts = candidates?.[0]?.content?.parts ?? [];
  const image = parts.find(
    ({ thought, inlineData }) =>
      thought !== true && inlineData?.mimeType?.startsWith('image/') === true,
  );
  const data = image?.inlineData?.data;
  return data === undefined ? undefined : Buffer.from(data, 'base64');
}

/** Why an answer has no image. The details never hold `secret`. */
export function failureOfAnswer(
  { promptFeedback, candidates }: GenerateContentResponse,
  secret: string,
): Failure {
  const failure = blockOfPrompt(promptFeedback) ?? failureOfCandidate(candidates?.[0] ?? {});
  return { ...failure, detail: cleanMessage(failure.detail, secret) };
}

function blockOfPrompt(feedback: GenerateContentResponse['promptFeedback']): Failure | undefined {
  if (feedback?.blockReason === undefined) return undefined;
  const { blockReason, blockReasonMessage, safetyRatings } = feedback;
  return {
    kind: 'safety_block',
    stage: 'input',
    detail: withWords(`the prompt was blocked (${blockReason})`, blockReasonMessage),
    categories: categoriesOf(safetyRatings, blockReason),
  };
}

function failureOfCandidate(candidate: Candidate): Failure {
  const { finishReason, safetyRatings } = candidate;
  const words = wordsOf(candidate);
  if (finishReason === undefined || !BLOCKING.has(finishReason)) {
    const detail = withWords(`answered without an image (${finishReason ?? 'nothing'})`, words);
    const answered = finishReason !== undefined && { answered: true as const };
    return { kind: 'provider_error', detail, ...answered };
  }
  return {
    kind: 'safety_block',
    stage: 'output',
    detail: withWords(`the image was blocked (${finishReason})`, words),
    categories: categoriesOf(safetyRatings, finishReason),
  };
}

/** The categories rated as blocked or likely; the reason itself when there are none, as is usual for images. */
function categoriesOf(ratings: readonly SafetyRating[] = [], reason: string): readonly string[] {
  const named = ratings
    .filter(({ blocked, probability }) => blocked === true || probability === HarmProbability.HIGH)
    .map(({ category = '' }) => category.replace(/^HARM_CATEGORY_/, '').toLowerCase())
    .filter((name) => name !== '');
  return named.length > 0 ? named : [reason.toLowerCase()];
}

function wordsOf({ finishMessage, content }: Candidate): string {
  const said = (content?.parts ?? []).filter(({ thought }) => thought !== true);
  return finishMessage ?? said.map(({ text = '' }) => text).join(' ');
}

function withWords(detail: string, words = ''): string {
  return words.trim() === '' ? detail : `${detail}: ${words}`;
}
