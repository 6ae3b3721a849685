import type { z } from 'zod';
import type { TokenUsage } from '../domain/price.ts';
import type { ImageType } from '../domain/side.ts';

/** What a text model is asked for; see `CALL_PURPOSES`. */
export type TextPurpose = 'classification' | 'rewrite' | 'judge';

/** A picture that the model looks at, small enough to be sent as it is. */
export interface TextPicture {
  /** What the instructions call it, such as `A`. Ours: nobody's words are in it. */
  readonly label: string;
  readonly type: ImageType;
  readonly bytes: Uint8Array;
}

export interface TextRequest<T> {
  readonly purpose: TextPurpose;
  /** What is asked, in our own words alone. */
  readonly instructions: string;
  /** What people and vendors wrote. It goes apart from the instructions, as material in which nothing is to be followed. */
  readonly material: string;
  readonly pictures: readonly TextPicture[];
  /** The shape of the answer: the vendor gets it as a JSON schema, and the answer is read with it. */
  readonly schema: z.ZodType<T>;
  /** Tokens of the answer at most. An answer that needs more is cut, and is none. */
  readonly maxTokens: number;
}

/** An answer that its schema has read, with the cost of its call in dollars; null when unknown. */
export interface TextAnswer<T> {
  readonly value: T;
  readonly costUsd: number | null;
  readonly tokens: TokenUsage | null;
}

/** A text model of a vendor. */
export interface TextModel {
  /** The vendor's name, as in a model's `provider`. */
  readonly provider: string;
  /** The row's id, for the ledger and for people. */
  readonly id: string;
  readonly displayName: string;
  readonly seesPictures: boolean;
  /**
   * Asks once, without a retry. Throws a `ProviderError` for everything that is no answer of the schema: a refusal is a
   * `safety_block`, an answer that is cut or of another shape a `provider_error` with `answered`. Must stop when `signal` aborts.
   */
  complete<T>(request: TextRequest<T>, signal: AbortSignal): Promise<TextAnswer<T>>;
}
