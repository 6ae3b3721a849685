import type { TextAnswer, TextModel, TextRequest } from '../../src/core/ports/text-model.ts';

interface Asked {
  readonly request: Omit<TextRequest<unknown>, 'schema'>;
  readonly signal: AbortSignal;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

const TOKENS = { textIn: 300, imageIn: 0, textOut: 40, imageOut: 0 } as const;

/** A text model that waits until a test says what it answers, or gives `always` at once. Answers are read by the request's schema. */
export class ScriptedText implements TextModel {
  readonly provider: string;
  readonly id: string;
  readonly displayName: string;
  readonly seesPictures: boolean;
  readonly calls: Asked[] = [];
  /** What it answers at once: a value, or an error. */
  always: unknown;

  constructor({
    provider = 'gemini',
    id = 'gemini-text',
    displayName = 'Gemini Text',
    seesPictures = true,
    always,
  }: Partial<Pick<TextModel, 'provider' | 'id' | 'displayName' | 'seesPictures'>> & {
    readonly always?: unknown;
  } = {}) {
    this.provider = provider;
    this.id = id;
    this.displayName = displayName;
    this.seesPictures = seesPictures;
    this.always = always;
  }

  complete<T>({ schema, ...request }: TextRequest<T>, signal: AbortSignal): Promise<TextAnswer<T>> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(error);
      const answer = (value: unknown) => {
        const read = schema.safeParse(value);
        if (!read.success) return reject(read.error);
        resolve({ value: read.data, costUsd: 0.0004, tokens: TOKENS });
      };
      this.calls.push({ request, signal, answer, fail });
      if (this.always instanceof Error) fail(this.always);
      else if (this.always !== undefined) answer(this.always);
    });
  }

  /** The call with this number, or the newest one. Throws when there is none. */
  call(index = -1): Asked {
    const found = this.calls.at(index);
    if (found === undefined) throw new Error('the text model was not asked');
    return found;
  }
}
