import type { TextPurpose } from '../../../src/core/ports/text-model.ts';
import { exampleOf } from './example.ts';
import type { TextEnding } from './text-endings.ts';

/** One request for a text, as the vendor's fake read it. */
export interface SeenText {
  /** What it was for, by the name of its schema. */
  readonly purpose: string;
  readonly model: string;
  readonly instructions: string;
  /** What the instructions are about, without the marks around it. */
  readonly material: string;
  readonly pictures: readonly SeenPicture[];
  /** The JSON schema of the answer. */
  readonly schema: unknown;
  readonly maxTokens: number;
  /** What else was asked for, as it was sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Resolves when the client goes away before it was answered in full; never otherwise. */
  readonly gone: Promise<void>;
}

export interface SeenPicture {
  /** The text right before it. */
  readonly label: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** How a call is answered: with JSON, with a text as it is, or with an ending. */
export type TextReply =
  | { readonly value: unknown }
  | { readonly raw: string }
  | { readonly end: TextEnding };
/** An answer, now or later: a promise holds the call until it resolves. */
export type Scripted =
  | TextReply
  | Promise<TextReply>
  | ((call: SeenText) => TextReply | Promise<TextReply>);

/**
 * The text calls of a vendor's fake, and what they are answered. Without a script each is answered with the plainest JSON of its
 * schema.
 */
export class FakeTexts {
  readonly calls: SeenText[] = [];
  readonly #next = new Map<string, Scripted[]>();
  readonly #always = new Map<string, Scripted>();

  /** The calls for a purpose, in order, however they ended. */
  of(purpose: TextPurpose): readonly SeenText[] {
    return this.calls.filter((one) => one.purpose === purpose);
  }

  /** The next calls for a purpose are answered so, one each; those after them as before. */
  next(purpose: TextPurpose, ...replies: readonly Scripted[]): void {
    this.#next.set(purpose, [...(this.#next.get(purpose) ?? []), ...replies]);
  }

  /** All calls for a purpose are answered so from now on. */
  always(purpose: TextPurpose, reply: Scripted): void {
    this.#always.set(purpose, reply);
  }

  /** Forgets all scripts. */
  calm(): void {
    this.#next.clear();
    this.#always.clear();
  }

  /** For the fakes: notes a call, and says how it is answered. */
  async reply(call: SeenText): Promise<TextReply> {
    this.calls.push(call);
    const scripted =
      this.#next.get(call.purpose)?.shift() ??
      this.#always.get(call.purpose) ??
      ({ value: exampleOf(call.schema) } as const);
    return typeof scripted === 'function' ? scripted(call) : scripted;
  }
}

const FENCED = /^<(material-[0-9a-f]+)>\n([\s\S]*)\n<\/\1>$/;

/** The material in a request's text; a text without marks is all material. */
export function materialIn(text: string): string {
  return FENCED.exec(text)?.[2] ?? text;
}

/** Tokens of a text, about. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / 4);
}
