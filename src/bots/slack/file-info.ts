import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const address = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/**
 * A file as Slack describes it: in a form, in a message, and by files.info. In shared channels it may be a stub, and
 * what a stub does not say may be null.
 */
export const fileInfoSchema = z.object({
  id: z.string().max(50),
  name: text,
  /** Empty until Slack has examined the file. */
  mimetype: text,
  /** Bytes. */
  size: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  url_private: address,
  url_private_download: address,
  /** `tombstone` for a file that was deleted. */
  mode: text,
});
export type SlackFileInfo = Readonly<z.infer<typeof fileInfoSchema>>;
