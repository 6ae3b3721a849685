import { setImmediate as settle } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect } from 'vitest';
import { z } from 'zod';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { TextModelSpec } from '../../src/core/domain/text-model.ts';
import type { TextModel, TextPicture, TextRequest } from '../../src/core/ports/text-model.ts';
import type { FakeTextVendor } from '../fakes/vendor/vendor.ts';
import { aPicture } from '../pictures.ts';

export interface TextModelUnderTest {
  readonly vendor: FakeTextVendor;
  readonly row: TextModelSpec;
  /** The adapter with its real client: with this row, key and address, or those of the vendor. */
  readonly model: (more?: {
    readonly row?: TextModelSpec;
    readonly key?: string;
    readonly url?: string;
  }) => TextModel;
}

const schema = z.strictObject({
  category: z.enum(['film', 'vivid']),
  ratio: z.literal([25, 50, 75, 100]),
  place: z.string().max(80).nullable(),
  people: z.array(z.strictObject({ label: z.string(), isPerson: z.boolean() })).max(3),
});
/** An answer of the request's schema. */
export const ANSWER = {
  category: 'vivid',
  ratio: 75,
  place: '서울 "밤"',
  people: [{ label: 'A', isPerson: true }],
} as const;
export const REQUEST: TextRequest<z.infer<typeof schema>> = {
  purpose: 'classification',
  instructions: 'Say what it is.',
  material: 'a woman walking in Seoul',
  pictures: [],
  schema,
  maxTokens: 500,
};
/** Dollars a million tokens, all different, so that one taken for another shows. */
export const TOKEN_PRICES = {
  textIn: 1_000,
  imageIn: 20_000,
  textOut: 300_000,
  imageOut: 4_000_000,
};

/** A text model for each test of the block it is called in, and what the tests ask of it. */
export class TextModelBench {
  #under: TextModelUnderTest | undefined;
  #stop = new AbortController();

  constructor(start: () => Promise<TextModelUnderTest>) {
    beforeEach(async () => {
      this.#under = await start();
      this.#stop = new AbortController();
    });
    afterEach(() => this.#under?.vendor.close());
  }

  get under(): TextModelUnderTest {
    if (this.#under === undefined) throw new Error('not started');
    return this.#under;
  }

  get vendor(): FakeTextVendor {
    return this.under.vendor;
  }

  get stop(): AbortController {
    return this.#stop;
  }

  /** A model whose row is the usual one but for this. */
  with(more: Partial<TextModelSpec>): TextModel {
    return this.under.model({ row: { ...this.under.row, ...more } });
  }

  ask(more: Partial<typeof REQUEST> = {}, model = this.under.model()) {
    return model.complete({ ...REQUEST, ...more }, this.#stop.signal);
  }

  /** What the call was sent as; how it ends does not matter. */
  async seen(more: Partial<typeof REQUEST> = {}, model = this.under.model()) {
    await this.ask(more, model).catch(() => undefined);
    expect(this.vendor.refusals).toEqual([]);
    const [call] = this.vendor.texts.calls;
    if (call === undefined) throw new Error('nobody was called');
    return call;
  }

  /** How the call fails, without a word of the key. */
  async failing(more: Partial<typeof REQUEST> = {}, model = this.under.model()) {
    const error = await this.ask(more, model).catch((cause: unknown) => cause);
    if (!(error instanceof ProviderError)) throw new Error(`not a failure: ${inspect(error)}`);
    expect(inspect(error, { depth: 10 })).not.toContain(this.vendor.key);
    return error;
  }

  /** Until the vendor has the first call in full. */
  async called(): Promise<void> {
    while (this.vendor.texts.calls.length === 0) await settle();
  }
}

/** Pictures with the labels A, B and so on. */
export async function somePictures(count: number): Promise<readonly TextPicture[]> {
  const bytes = await aPicture('png', { width: 40, height: 30 });
  const labels = Array.from({ length: count }, (_, n) => String.fromCodePoint(65 + n));
  return labels.map((label) => ({ label, type: 'image/png', bytes }));
}
