import { OpenAI } from 'openai';
import type { Failure } from '../../src/core/domain/failure.ts';
import { classify } from '../../src/providers/openai/classify.ts';
import { NOW } from '../values.ts';

export const KEY = 'sk-proj-abcdefghijklmnop';

/** What an answer of the service becomes, through the client that reads it. */
export async function failureBy(answer: Response | Error): Promise<Failure> {
  const fetch = async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = new OpenAI({ apiKey: KEY, maxRetries: 0, logLevel: 'off', fetch });
  const asked = client.images.generate({ model: 'gpt-image-2', prompt: 'a fox' });
  const thrown: unknown = await asked.then(
    () => null,
    (cause: unknown) => cause,
  );
  return classify(thrown, { key: KEY, now: NOW });
}

export interface Said {
  readonly message?: string;
  readonly type?: string;
  readonly param?: string | null;
  readonly code?: string | null;
  readonly moderation_details?: unknown;
}

export const says = (status: number, error: Said, headers: Record<string, string> = {}) =>
  failureBy(Response.json({ error: { param: null, code: null, ...error } }, { status, headers }));

export const BY_USER = 'image_generation_user_error';
export const WRONG = 'invalid_request_error';
