import { describe, expect, it } from 'vitest';
import type { Attachment, AttachmentFetcher } from '../../src/core/ports/attachment.ts';

export interface FetcherWorld {
  readonly fetcher: AttachmentFetcher;
  /** Attaches bytes as a person would; what the fetcher is given then. */
  readonly attach: (bytes: Uint8Array) => Promise<Attachment>;
  /** Takes them away again. */
  readonly lose: (attachment: Attachment) => Promise<void>;
  readonly close: () => Promise<void>;
}

const PATIENT = new AbortController().signal;

/** What every fetcher of attachments must do. */
export function attachmentFetcherContract(
  name: string,
  picture: () => Promise<Uint8Array>,
  make: () => Promise<FetcherWorld>,
): void {
  describe(`${name}, as a fetcher of attachments`, () => {
    it('brings the very bytes that were attached', async () => {
      const world = await make();
      const bytes = await picture();
      const got = await world.fetcher.fetch(await world.attach(bytes), bytes.length, PATIENT);
      expect(Buffer.from(got).equals(Buffer.from(bytes))).toBe(true);
      await world.close();
    });

    it('refuses more than it was told to take, whatever was declared', async () => {
      const world = await make();
      const bytes = await picture();
      const attached = { ...(await world.attach(bytes)), bytes: 1 };
      const fetching = world.fetcher.fetch(attached, bytes.length - 1, PATIENT);
      await expect(fetching).rejects.toThrow('reference_too_large');
      await world.close();
    });

    it('fails for what is not there any more', async () => {
      const world = await make();
      const attached = await world.attach(await picture());
      await world.lose(attached);
      await expect(world.fetcher.fetch(attached, 1e7, PATIENT)).rejects.toThrow();
      await world.close();
    });
  });
}
