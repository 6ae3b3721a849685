import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../../src/core/ports/image-provider.ts';
import type { Spec } from '../../src/core/domain/spec.ts';

/** One call as the provider saw it, which a test ends. */
export interface ScriptedCall {
  readonly spec: Spec;
  readonly references: readonly ReferenceImage[];
  readonly signal: AbortSignal;
  /** No tokens are known unless they are said. */
  readonly answer: (answer: Omit<ProviderAnswer, 'tokens'> & Partial<ProviderAnswer>) => void;
  readonly fail: (cause: unknown) => void;
}

/** An image provider whose calls end when a test says so. It does not heed its signal by itself. */
export class ScriptedImages implements ImageProvider {
  readonly name: string;
  readonly calls: ScriptedCall[] = [];
  readonly #waiting: ((call: ScriptedCall) => void)[] = [];

  constructor(name = 'sample') {
    this.name = name;
  }

  render(
    spec: Spec,
    references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<ProviderAnswer>();
    const answer: ScriptedCall['answer'] = (more) => resolve({ tokens: null, ...more });
    const call = { spec, references, signal, answer, fail: reject };
    this.calls.push(call);
    this.#waiting.shift()?.(call);
    return promise;
  }

  /** The call number `index`, as soon as it is made. */
  async call(index = 0): Promise<ScriptedCall> {
    for (;;) {
      const call = this.calls[index];
      if (call !== undefined) return call;
      await new Promise<ScriptedCall>((resolve) => this.#waiting.push(resolve));
    }
  }
}
