import type { AttachmentApi, Cdn, FakeFile } from './cdn.ts';
import { badField, tooLarge } from './errors.ts';
import type { MessageForm } from './validate-message.ts';

/** A part of a multipart request: `files[key]`. */
export interface Upload {
  readonly key: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** A kept file, as bytes and as the API describes it. */
export interface Attached {
  readonly file: FakeFile;
  readonly api: AttachmentApi;
}

const MAX_FILES = 10;

/** What becomes of a file’s name on the service. */
function serviceName(name: string): string {
  return name.replaceAll(/\s/gu, '_').replaceAll(/[^\w.-]/gu, '');
}

/** Refuses a request whose files weigh too much together. */
export function checkSize(uploads: readonly Upload[], maxBytes: number): void {
  const total = uploads.reduce((sum, one) => sum + one.bytes.byteLength, 0);
  if (total > maxBytes) throw tooLarge();
}

interface Shelf {
  readonly cdn: Cdn;
  readonly folder: string;
  readonly newId: () => string;
}

/** Keeps a request’s files, with the descriptions that its `attachments` gives them. */
export function attach(
  uploads: readonly Upload[],
  described: MessageForm['attachments'],
  shelf: Shelf,
): readonly Attached[] {
  if (uploads.length > MAX_FILES)
    throw badField(['attachments'], 'BASE_TYPE_MAX_LENGTH', 'At most 10 files');
  return uploads.map((upload) => {
    const words = described?.find((one) => one.id === upload.key);
    const name = serviceName(words?.filename ?? upload.name);
    if (name === '') throw badField(['attachments'], 'ATTACHMENT_NAME', 'A file needs a name');
    const file: FakeFile = {
      id: shelf.newId(),
      name,
      bytes: upload.bytes,
      type: upload.type,
      description: words?.description ?? undefined,
    };
    return { file, api: shelf.cdn.keep(file, shelf.folder) };
  });
}

/** Which of a message’s files an edit keeps; names in `attachments` that are neither kept nor new are refused. */
export function keptFiles(
  files: readonly FakeFile[],
  described: MessageForm['attachments'],
  uploads: readonly Upload[],
): readonly FakeFile[] {
  if (described === undefined || described === null) return files;
  for (const [index, { id }] of described.entries()) {
    const known = files.some((one) => one.id === id) || uploads.some((one) => one.key === id);
    if (!known) {
      throw badField(['attachments', index, 'id'], 'ATTACHMENT_NOT_FOUND', 'Attachment not found');
    }
  }
  return files.filter((one) => described.some(({ id }) => id === one.id));
}
