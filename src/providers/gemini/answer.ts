import {
  type Candidate,
  type GenerateContentResponse,
  HarmProbability,
  type Part,
  type SafetyRating,
} from '@google/genai';
import type { Failure } from '../../core/domain/failure.ts';
import { cleanMessage } from '../common/clean-message.ts';
import { inlineImage } from '../common/inline-image.ts';
import { declines } from '../common/refusal-words.ts';

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

/** The image of an answer; undefined when there is none. A sketch made while thinking is not the result. */
export function imageOf(answer: GenerateContentResponse): Uint8Array | undefined {
  for (const { thought, inlineData } of partsOf(answer)) {
    if (thought === true || inlineData?.mimeType?.startsWith('image/') !== true) continue;
    const image = inlineImage(inlineData.data);
    if (image !== undefined) return image;
  }
  return undefined;
}

/** The parts of all candidates: usually there is one. */
function partsOf({ candidates = [] }: GenerateContentResponse): readonly Part[] {
  return candidates.flatMap(({ content }) => content?.parts ?? []);
}

/** What was asked for, as failures name it. */
export type Asked = 'image' | 'answer';

/** Why an answer has no image. The details never hold `secret`. */
export function failureOfAnswer(answer: GenerateContentResponse, secret: string): Failure {
  const block = blockOf(answer, secret, 'image');
  if (block !== undefined) return block;
  const failure = failureOfCandidate(answer.candidates?.[0] ?? {});
  return { ...failure, detail: cleanMessage(failure.detail, secret) };
}

/** What the vendor's filters refused, of the prompt or of any candidate; undefined for nothing. */
export function blockOf(
  { promptFeedback, candidates = [] }: GenerateContentResponse,
  secret: string,
  asked: Asked,
): Failure | undefined {
  const blocked = candidates.find(isBlocked);
  const block = blockOfPrompt(promptFeedback) ?? (blocked && blockOfCandidate(blocked, asked));
  return block && { ...block, detail: cleanMessage(block.detail, secret) };
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

function isBlocked({ finishReason }: Candidate): boolean {
  return finishReason !== undefined && BLOCKING.has(finishReason);
}

function blockOfCandidate(candidate: Candidate, asked: Asked): Failure {
  const { finishReason = '', safetyRatings } = candidate;
  return {
    kind: 'safety_block',
    stage: 'output',
    detail: withWords(`the ${asked} was blocked (${finishReason})`, wordsOf(candidate)),
    categories: categoriesOf(safetyRatings, finishReason),
  };
}

function failureOfCandidate(candidate: Candidate): Failure {
  const { finishReason } = candidate;
  const words = wordsOf(candidate);
  // The model itself refuses in words, and ends as if all were well.
  if (declines(words)) return { kind: 'safety_block', detail: words };
  const what = hasSketch(candidate)
    ? 'with a sketch made while thinking, and no image'
    : 'without an image';
  const detail = withWords(`answered ${what} (${finishReason ?? 'nothing'})`, words);
  const answered = finishReason !== undefined && { answered: true as const };
  return { kind: 'provider_error', detail, ...answered };
}

function hasSketch({ content }: Candidate): boolean {
  const parts = content?.parts ?? [];
  return parts.some(({ thought, inlineData }) => thought === true && inlineData !== undefined);
}

/** The categories rated as blocked or likely; the reason itself when there are none, as is usual for images. */
function categoriesOf(ratings: readonly SafetyRating[] = [], reason: string): readonly string[] {
  const named = ratings
    .filter(({ blocked, probability }) => blocked === true || probability === HarmProbability.HIGH)
    .map(({ category = '' }) => category.replace(/^HARM_CATEGORY_/, '').toLowerCase())
    .filter((name) => name !== '');
  return named.length > 0 ? named : [reason.toLowerCase()];
}

/** A candidate's text, without its thoughts. */
export function wordsIn({ content }: Candidate, between = ''): string {
  const said = (content?.parts ?? []).filter(({ thought }) => thought !== true);
  return said.map(({ text = '' }) => text).join(between);
}

function wordsOf(candidate: Candidate): string {
  return candidate.finishMessage ?? wordsIn(candidate, ' ');
}

function withWords(detail: string, words = ''): string {
  return words.trim() === '' ? detail : `${detail}: ${words}`;
}
