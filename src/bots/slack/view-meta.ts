import { z } from 'zod';
import { LIMITS } from './limits.ts';

const metaSchema = z.object({
  channel: z.string().max(50),
  thread: z.string().max(50).nullable(),
  responseUrl: z.string().max(1_000).nullable(),
  files: z.array(z.string().max(50)).max(LIMITS.fieldFiles).optional(),
});

/** What a form remembers of where it was opened, in its `private_metadata`. */
export interface ViewMeta {
  readonly channel: string;
  readonly thread: string | null;
  readonly responseUrl: string | null;
  /** Ids of files that a message shortcut was used on. */
  readonly files?: readonly string[];
}

/** The text to keep with a form; `decodeMeta` reads it. Only as many files as a request takes are kept. */
export function encodeMeta({ channel, thread, responseUrl, files }: ViewMeta): string {
  const kept = files === undefined ? {} : { files: files.slice(0, LIMITS.fieldFiles) };
  return JSON.stringify({ channel, thread, responseUrl, ...kept });
}

/** What a form remembered; undefined when the text is not one of ours. */
export function decodeMeta(text: string): ViewMeta | undefined {
  try {
    const { files, ...meta } = metaSchema.parse(JSON.parse(text));
    return files === undefined ? meta : { ...meta, files };
  } catch {
    return undefined;
  }
}
