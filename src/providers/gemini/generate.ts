import {
  ApiError,
  type GenerateContentParameters,
  type GenerateContentResponse,
  type GoogleGenAI,
} from '@google/genai';
import { ProviderError } from '../../core/domain/failure.ts';
import { unasked } from '../common/image-type.ts';
import { failureOfThrown, wordsOf } from './classify.ts';
import { RawAnswer } from './raw-answer.ts';

/** What every request takes of how it is sent. */
export interface Sending {
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

export interface Asking extends Sending {
  readonly models: GoogleGenAI['models'];
  /** The API key, to remove it from failures. */
  readonly key: string;
}

/** Calls the vendor once. Throws a `ProviderError` for every ending but an answer, which may be one without content. */
export async function generate(
  requestOf: (sending: Sending) => GenerateContentParameters,
  { models, key, signal, fetch }: Asking,
): Promise<GenerateContentResponse> {
  const raw = new RawAnswer(fetch);
  const request = requestOf({ signal, fetch: raw.fetch });
  try {
    const answer = await models.generateContent(request);
    const [candidate] = answer.candidates ?? [];
    if (candidate !== undefined && raw.finishMessage !== undefined) {
      candidate.finishMessage = raw.finishMessage;
    }
    if (candidate === undefined) throwInside(raw.error);
    return answer;
  } catch (cause) {
    // The SDK's error does not say who aborted the call.
    if (signal.aborted) {
      throw new ProviderError({ kind: 'timeout', detail: 'given up before it was answered' });
    }
    // Without its cause, whose message may hold the key.
    if (raw.isSent) throw new ProviderError(failureOfThrown(cause, key));
    throw unasked(wordsOf(cause, key));
  }
}

/** Throws an error inside an answer of 200, as the SDK throws one of its own status. */
function throwInside(error: RawAnswer['error']): void {
  if (error === undefined) return;
  throw new ApiError({ status: error.code, message: JSON.stringify({ error }) });
}
