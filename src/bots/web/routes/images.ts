import { Hono } from 'hono';
import { typeByEnding } from '../../../core/domain/output-key.ts';
import type { ImageFile } from '../../../core/studio/press/lookup.ts';
import { UserError } from '../../../core/words/user-error.ts';
import type { WebEnv, WebParts } from '../parts.ts';
import { fileOf } from '../render.ts';

/** How long the reader's own browser may keep an image: it never changes, but may be deleted. */
const CACHE_CONTROL = 'private, max-age=3600';

/** Images by `{generation}.{ext}`, for people of the workspace that made them; references by their key. */
export function imageRoutes({ studio }: Pick<WebParts, 'studio'>) {
  return new Hono<WebEnv>()
    .get('/images/:file', async (context) => {
      return respond(await studio.lookup.image(context.get('caller'), context.req.param('file')));
    })
    .get('/images/:file/download', async (context) => {
      const file = await studio.lookup.image(context.get('caller'), context.req.param('file'));
      return respond(file, { download: true });
    })
    .get('/references/:key{.+}', async (context) => {
      const key = context.req.param('key');
      const bytes = await studio.lookup.reference(context.get('caller'), key);
      const type = typeByEnding(key) ?? 'application/octet-stream';
      const headers = { 'content-type': type, 'cache-control': CACHE_CONTROL };
      return new Response(Buffer.from(bytes), { headers });
    });
}

/** The image behind a good signed link, for everybody who has it. Throws a `UserError` for any other link. */
export async function signedImage(
  { studio, signer }: Pick<WebParts, 'studio' | 'signer'>,
  file: string,
  query: { readonly expires: string; readonly signature: string },
): Promise<Response> {
  if (!signer.linkIsGood(file, query.expires, query.signature)) {
    throw new UserError('link_expired');
  }
  return respond(await studio.lookup.linkedImage(file));
}

function respond(
  { generation, image, bytes }: ImageFile,
  { download = false }: { readonly download?: boolean } = {},
): Response {
  const { pairId, side, number } = generation;
  const ending = fileOf(image.key).split('.').at(-1) ?? 'png';
  // Only ids, letters and digits: the name cannot break the header.
  const name = `diptych-${pairId}-${side}${number}.${ending}`;
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': image.type,
      'cache-control': CACHE_CONTROL,
      'content-disposition': download ? `attachment; filename="${name}"` : 'inline',
    },
  });
}
