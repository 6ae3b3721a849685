import { Hono } from 'hono';
import { typeByEnding } from '../../../core/domain/output-key.ts';
import type { ImageFile } from '../../../core/studio/press/lookup.ts';
import { SMALL_SIDES, type SmallSide } from '../../../core/studio/press/thumbnails.ts';
import { UserError } from '../../../core/words/user-error.ts';
import type { WebEnv, WebParts } from '../parts.ts';
import { fileOf } from '../render.ts';

/** How long the reader's own browser may keep an image: it never changes, but may be deleted. */
const CACHE_CONTROL = 'private, max-age=3600';

/**
 * Images by `{generation}.{ext}`, for people of the workspace that made them; references by their key. With `w` a small copy, or
 * the whole picture when none can be made now.
 */
export function imageRoutes({ studio }: Pick<WebParts, 'studio'>) {
  return new Hono<WebEnv>()
    .get('/images/:file', async (context) => {
      const [caller, file] = [context.get('caller'), context.req.param('file')];
      const side = sideOf(context.req.query('w'));
      const small = side && (await studio.lookup.smallImage(caller, file, side));
      if (small !== undefined) return picture(small, SMALL_TYPE);
      return respond(await studio.lookup.image(caller, file));
    })
    .get('/images/:file/download', async (context) => {
      const file = await studio.lookup.image(context.get('caller'), context.req.param('file'));
      return respond(file, { download: true });
    })
    .get('/references/:key{.+}', async (context) => {
      const key = context.req.param('key');
      const caller = context.get('caller');
      const side = sideOf(context.req.query('w'));
      const small = side && (await studio.lookup.smallReference(caller, key, side));
      if (small !== undefined) return picture(small, SMALL_TYPE);
      const bytes = await studio.lookup.reference(caller, key);
      return picture(bytes, typeByEnding(key) ?? 'application/octet-stream');
    });
}

const SMALL_TYPE = 'image/webp';

/** One of the sides that small copies have; undefined for none, and for any other number. */
function sideOf(asked: string | undefined): SmallSide | undefined {
  return SMALL_SIDES.find((one) => String(one) === asked);
}

function picture(bytes: Uint8Array, type: string): Response {
  const headers = { 'content-type': type, 'cache-control': CACHE_CONTROL };
  return new Response(Buffer.from(bytes), { headers });
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
