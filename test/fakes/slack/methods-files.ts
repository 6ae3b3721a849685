import { z } from 'zod';
import { int, json, type Method, method } from './method.ts';
import type { World } from './world.ts';

/** The three steps of an upload, and what is known of a file. */
export function fileMethods(world: World): readonly Method[] {
  const { files } = world;
  return [
    method(
      'files.getUploadURLExternal',
      'files:write',
      z.strictObject({
        filename: z.string().min(1),
        length: int,
        alt_txt: z.string().optional(),
        snippet_type: z.string().optional(),
      }),
      (args) => files.reserve(args),
    ),
    method(
      'files.completeUploadExternal',
      'files:write',
      z.strictObject({
        files: json(
          z
            .array(z.strictObject({ id: z.string(), title: z.string().optional() }))
            .min(1)
            .max(50),
        ),
        channel_id: z.string().optional(),
        initial_comment: z.string().optional(),
        thread_ts: z.string().optional(),
      }),
      (args) => ({ files: files.complete(args.files.map(({ id }) => id)) }),
    ),
    method('files.info', 'files:read', z.strictObject({ file: z.string() }), ({ file }) =>
      files.info(file),
    ),
    method('files.delete', 'files:write', z.strictObject({ file: z.string() }), ({ file }) => {
      files.delete(file);
      return {};
    }),
  ];
}
