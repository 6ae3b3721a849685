import type { EndingName } from './endings.ts';
import type { FakeTexts } from './texts.ts';

/** One request for an image, as the vendor's fake read it. */
export interface SeenCall {
  readonly model: string;
  readonly prompt: string;
  /** Reference images in order, as they were sent. */
  readonly references: readonly Uint8Array[];
  /** What else was asked for: size, aspect ratio, seed and the like, as they were sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Resolves when the client goes away before it was answered in full; never otherwise. */
  readonly gone: Promise<void>;
}

/** A vendor's service in this process: a real HTTP server that refuses what the real one refuses. */
export interface FakeVendor {
  /** What the base-URL setting is set to. */
  readonly url: string;
  /** The key it takes. */
  readonly key: string;
  /** Calls for an image, in order, however they ended. */
  readonly calls: readonly SeenCall[];
  /** Why it refused a malformed request, in order: empty when we send what the real one takes. */
  readonly refusals: readonly string[];
  /** How calls for an image end from now on; null: with an image of the size that was asked for. */
  end(name: EndingName | null): void;
  /** Models this key may use; all others are answered as unknown. */
  offer(models: readonly string[]): void;
  close(): Promise<void>;
}

/** A vendor's service that has text models too. */
export interface FakeTextVendor extends FakeVendor {
  readonly texts: FakeTexts;
}
