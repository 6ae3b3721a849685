import { z } from 'zod';

/** A file as Slack describes it: in a form, in a message, and by files.info. In shared channels it may be a stub. */
export const fileInfoSchema = z.object({
  id: z.string().max(50),
  name: z.string().default(''),
  /** Empty until Slack has examined the file. */
  mimetype: z.string().default(''),
  /** Bytes. */
  size: z.number().default(0),
  url_private: z.string().optional(),
  url_private_download: z.string().optional(),
  /** `check_file_info`: the rest is known to files.info alone. */
  file_access: z.string().optional(),
});
export type SlackFileInfo = Readonly<z.infer<typeof fileInfoSchema>>;
