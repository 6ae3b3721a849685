import { ApiError, GenerateContentResponse } from '@google/genai';
import type { Failure } from '../../src/core/domain/failure.ts';
import { failureOfAnswer } from '../../src/providers/gemini/answer.ts';
import { failureOfThrown } from '../../src/providers/gemini/classify.ts';

export const SECRET = 'AQ.my-very-own-key';

export function thrown(status: number, body: unknown): Failure {
  return failureOfThrown(new ApiError({ status, message: JSON.stringify(body) }), SECRET);
}

/** The vendor's error in its own shape. */
export function said(
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
) {
  return { error: { code, message, status, details } };
}

/** What the SDK makes of a body that is not declared as JSON. */
export function packed(code: number, status: string, message: string) {
  return { error: { message, code, status } };
}

export function answered(body: object): Failure {
  return failureOfAnswer(Object.assign(new GenerateContentResponse(), body), SECRET);
}

export const info = (reason: string) => ({ '@type': 'google.rpc.ErrorInfo', reason });
export const quota = (quotaId: string) => ({ violations: [{ quotaId, quotaValue: '20' }] });
export const retry = (retryDelay: string) => ({ '@type': 'google.rpc.RetryInfo', retryDelay });
export const field = (name: string) => ({ fieldViolations: [{ field: name, description: 'no' }] });

export const LIMIT =
  'You exceeded your current quota, please check your plan and billing details.\n* Quota exceeded for metric: requests, limit: 20';
export const BLOCKED_TEXT = 'Unable to show the generated image.';
