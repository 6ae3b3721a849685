import { z } from 'zod';
import type { Unshown } from '../../core/words/slack.en.ts';

const UNSHOWN = [
  'storage_limit_reached',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'file_type_not_allowed',
  'file_upload_size_restricted',
  'missing_scope',
  'file_deleted',
  'never_ready',
] as const satisfies readonly Unshown[];

/** What an image's message shows: the file with its picture, or why there is none. */
export type Shown = { readonly file: string } | { readonly why: Unshown };

const FILE = /^F[A-Z0-9]{6,20}$/;
const fileSchema = z.string().regex(FILE);
const whySchema = z.enum(UNSHOWN);
const memoSchema = z.object({ file: fileSchema.optional(), why: whySchema.optional() });

/** Whether the text is a file's id. */
export function isFileId(text: string): boolean {
  return FILE.test(text);
}

/** What is kept of an image's message, as JSON. */
export function memoOf(shown: Shown): string {
  if ('file' in shown) return JSON.stringify({ file: shown.file });
  return JSON.stringify({ link: true, ...(shown.why === 'never_ready' ? {} : { why: shown.why }) });
}

/** What a message with this memo shows. */
export function shownBy(memo: string | null): Shown {
  const { file, why = 'never_ready' } = readMemo(memo);
  return file === undefined ? { why } : { file };
}

/** The file that a memo names; null when it names none. */
export function fileOfMemo(memo: string | null): string | null {
  return readMemo(memo).file ?? null;
}

/** The reason among Slack's codes; undefined for other codes. */
export function unshownOf(code: string | undefined): Unshown | undefined {
  return whySchema.safeParse(code).data;
}

function readMemo(memo: string | null): z.infer<typeof memoSchema> {
  try {
    return memoSchema.safeParse(JSON.parse(memo ?? '{}')).data ?? {};
  } catch {
    return {};
  }
}
