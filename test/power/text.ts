import type { TextModel, TextPurpose, TextRequest } from '../../src/core/ports/text-model.ts';
import { sha256Hex } from '../../src/digest.ts';
import type { Mains } from './mains.ts';

/** A call that a text model was paid for. */
export interface PaidText {
  readonly purpose: TextPurpose;
  /** A hash of all that was asked. */
  readonly question: string;
}

/** What a text model answers, by what it is asked for. */
export type Answers = ReadonlyMap<TextPurpose, unknown>;

/** A text model as a process reaches it, that answers at once and bills every call. */
export function textModelFor(mains: Mains, answers: Answers, paid: PaidText[]): TextModel {
  return {
    provider: 'gemini',
    id: 'gemini-text',
    displayName: 'Gemini Text',
    seesPictures: true,
    complete: (request, signal) =>
      mains.call(`a paid ${request.purpose}`, async () => {
        const { purpose, schema } = request;
        paid.push({ purpose, question: questionOf(request) });
        signal.throwIfAborted();
        return { value: schema.parse(answers.get(purpose)), costUsd: 0.001, tokens: null };
      }),
  };
}

function questionOf<T>({ purpose, material, pictures }: TextRequest<T>): string {
  const seen = pictures.map(({ label, bytes }) => [label, sha256Hex(bytes)]);
  return sha256Hex(JSON.stringify([purpose, material, seen]));
}
