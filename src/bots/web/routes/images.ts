import { Hono } from 'hono';
import { typeByEnding } from '../../../core/domain/output-key.ts';
import type { Generation } from '../../../core/domain/pair.ts';
import type { Caller } from '../../../core/domain/person.ts';
import { sees } from '../../../core/studio/base/door.ts';
import { UserError } from '../../../core/words/user-error.ts';
import type { WebEnv, WebParts } from '../parts.ts';
import { fileOf } from '../render.ts';

/** Images by `{generation}.{ext}`: for people of the workspace they were made in, and for signed links. */
export function imageRoutes(parts: WebParts) {
  return new Hono<WebEnv>()
    .get('/images/:file', (context) => {
      return send(parts, context.get('caller'), context.req.param('file'), {});
    })
    .get('/images/:file/download', (context) => {
      const file = context.req.param('file');
      return send(parts, context.get('caller'), file, { download: true });
    });
}

/** References by their key: the pool's for everybody here, people's own for whom they were posted. */
export function referenceRoutes({ studio, store, blobs }: WebParts) {
  return new Hono<WebEnv>().get('/references/:key{.+}', async (context) => {
    const caller = context.get('caller');
    studio.door.enter(caller);
    const key = context.req.param('key');
    const [folder, pairId = ''] = key.split('/');
    const pair = folder === 'own' ? store.pairs.get(pairId) : undefined;
    // A key under refs/ that no row names is somebody's own affair: the bucket is theirs.
    const known = store.pool.hasKey(key) || (pair !== undefined && sees(caller, pair));
    const bytes = known ? await blobs.get(key) : undefined;
    if (bytes === undefined) throw new UserError('gone');
    const type = typeByEnding(key) ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'cache-control': 'private, max-age=3600' };
    return new Response(Buffer.from(bytes), { headers });
  });
}

/** The image behind a good signed link, whoever follows it. Throws a `UserError` for any other. */
export function signedImage(
  parts: WebParts,
  file: string,
  query: { readonly expires: string; readonly signature: string },
): Promise<Response> {
  if (!parts.signer.linkIsGood(file, query.expires, query.signature)) {
    throw new UserError('link_expired');
  }
  return respond(parts, find(parts, file), {});
}

function send(
  parts: WebParts,
  caller: Caller,
  file: string,
  how: { readonly download?: boolean },
): Promise<Response> {
  parts.studio.door.enter(caller);
  const generation = find(parts, file);
  const pair = parts.store.pairs.get(generation.pairId);
  // What was made elsewhere is told from what never was by nobody.
  if (pair === undefined || !sees(caller, pair)) throw new UserError('gone');
  return respond(parts, generation, how);
}

function find({ store }: WebParts, file: string): Generation {
  const generation = store.generations.get(file.split('.', 1)[0] ?? '');
  if (generation?.image == null || fileOf(generation.image.key) !== file) {
    throw new UserError('gone');
  }
  return generation;
}

async function respond(
  { blobs }: WebParts,
  { image, pairId, side, number, deletedAt }: Generation,
  { download = false }: { readonly download?: boolean },
): Promise<Response> {
  if (deletedAt !== null) throw new UserError('image_deleted');
  const bytes = image === null ? undefined : await blobs.get(image.key);
  if (image === null || bytes === undefined) throw new UserError('gone');
  const ending = fileOf(image.key).split('.').at(-1) ?? 'png';
  const name = `diptych-${pairId}-${side}${number}.${ending}`;
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': image.type,
      // An image never changes, but may be deleted: a browser keeps it a while, nobody between does.
      'cache-control': 'private, max-age=3600',
      // Ids, letters and digits only: nothing in it can break the header.
      'content-disposition': download ? `attachment; filename="${name}"` : 'inline',
    },
  });
}
