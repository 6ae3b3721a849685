import { BOT_USER, type Ground, type Json } from './ground.ts';
import { circumstance, fault } from './refusal.ts';

/** A file and how far it is. */
export interface FakeFile {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly alt: string;
  readonly length: number;
  bytes: Buffer | null;
  state: 'reserved' | 'uploaded' | 'completed' | 'deleted';
  /** When Slack has examined it. Milliseconds since the epoch. */
  readyAt: number;
  /** Channels where a message shows it. */
  readonly sharedIn: Set<string>;
  readonly mimetype: string;
  /** Channel and thread it was uploaded into by a person; null for a private one. */
  readonly access: 'visible' | 'check_file_info';
}

/** What a workspace forbids about files. */
export type UploadRule =
  | 'storage_limit_reached'
  | 'file_uploads_disabled'
  | 'file_uploads_except_images_disabled'
  | 'file_type_not_allowed'
  | 'file_upload_size_restricted';

const MAX_ALT = 1_000;

/** Files: three steps until one can be shown, and some time in which Slack examines it. */
export class Files {
  readonly all = new Map<string, FakeFile>();
  /** Milliseconds from the upload until a file can be shown; `Infinity` for never. */
  readyMs = 400;
  forbidden: UploadRule | null = null;
  /** Whether files.info knows a file whose upload was not completed: nobody has seen what the real one does. */
  unfinished: 'hidden' | 'shown' = 'hidden';
  readonly #ground: Ground;
  readonly #addresses = new Map<string, string>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** The first step. */
  reserve({
    filename,
    length,
    alt_txt: alt = '',
  }: {
    filename: string;
    length: number;
    alt_txt?: string | undefined;
  }): Json {
    if (this.forbidden !== null) throw circumstance(this.forbidden);
    if (length <= 0) throw fault('missing_argument', ['length must be more than 0']);
    if (alt.length > MAX_ALT) throw fault('alt_txt_too_large');
    const { ids, origin } = this.#ground;
    const file = this.#make({ name: filename, user: BOT_USER, length, alt, access: 'visible' });
    const secret = ids.secret();
    this.#addresses.set(secret, file.id);
    return { upload_url: `${origin()}/upload/v1/${secret}`, file_id: file.id };
  }

  /** The second step, which needs no token. False for an address that nobody gave out. */
  upload(secret: string, bytes: Buffer): boolean {
    const file = this.all.get(this.#addresses.get(secret) ?? '');
    if (file?.state !== 'reserved') return false;
    if (bytes.length !== file.length) {
      this.#ground.note(`an upload of ${bytes.length} bytes was announced with ${file.length}`);
      return false;
    }
    file.bytes = bytes;
    file.state = 'uploaded';
    return true;
  }

  /** The third step: from now on Slack examines it. */
  complete(ids: readonly string[]): readonly Json[] {
    return ids.map((id) => {
      const file = this.all.get(id);
      if (file?.state !== 'uploaded') throw fault('file_not_found', [`${id} was not uploaded`]);
      file.state = 'completed';
      file.readyAt = this.#ground.clock.now() + this.readyMs;
      return { id, title: file.name };
    });
  }

  info(id: string): Json {
    const file = this.#live(id);
    const isFinished = file.state === 'completed';
    if (!isFinished && this.unfinished === 'hidden') throw circumstance('file_not_found');
    return { file: this.api(file), comments: [], response_metadata: { next_cursor: '' } };
  }

  delete(id: string): void {
    const file = this.#live(id);
    if (file.user !== BOT_USER) throw circumstance('cant_delete_file');
    file.state = 'deleted';
  }

  /** Whether a block may show it. */
  isUsable(id: string): boolean {
    const file = this.all.get(id);
    return (
      file?.state === 'completed' &&
      this.#isReady(file) &&
      /^image\/(png|jpeg|gif)$/.test(file.mimetype)
    );
  }

  /** A file that a person uploaded with a form or a message: it is ready at once. */
  addOfPerson(
    user: string,
    name: string,
    bytes: Buffer,
    access: FakeFile['access'] = 'visible',
  ): FakeFile {
    const file = this.#make({ name, user, length: bytes.length, alt: '', access, bytes });
    file.bytes = bytes;
    file.state = 'completed';
    return file;
  }

  api(file: FakeFile): Json {
    const isReady = this.#isReady(file);
    const address = `${this.#ground.origin()}/files-pri/T-${file.id}/${encodeURIComponent(file.name)}`;
    return {
      id: file.id,
      name: file.name,
      title: file.name,
      user: file.user,
      mode: 'hosted',
      size: file.length,
      // Empty until Slack has looked at the bytes.
      mimetype: isReady ? file.mimetype : '',
      filetype: isReady ? file.mimetype.replace(/^.*\//, '') : '',
      url_private: address,
      url_private_download: `${address}?download`,
      permalink: `https://studio.slack.com/files/${file.user}/${file.id}`,
      alt_txt: file.alt,
      channels: [...file.sharedIn],
    };
  }

  /** A file as an event or a form names it: in shared channels only a stub. */
  stub(file: FakeFile): Json {
    if (file.access === 'visible') return this.api(file);
    return { id: file.id, mode: 'file_access', file_access: 'check_file_info' };
  }

  #live(id: string): FakeFile {
    const file = this.all.get(id);
    // Until its three steps are done there is an address, and no file.
    const isFile = file !== undefined && file.state !== 'reserved' && file.state !== 'uploaded';
    if (!isFile) throw circumstance('file_not_found');
    if (file.state === 'deleted') throw circumstance('file_deleted');
    return file;
  }

  #isReady(file: FakeFile): boolean {
    return file.state === 'completed' && file.readyAt <= this.#ground.clock.now();
  }

  #make(given: {
    name: string;
    user: string;
    length: number;
    alt: string;
    access: FakeFile['access'];
    bytes?: Buffer;
  }): FakeFile {
    const file: FakeFile = {
      id: this.#ground.ids.next('F'),
      name: given.name,
      user: given.user,
      alt: given.alt,
      length: given.length,
      bytes: null,
      state: 'reserved',
      readyAt: 0,
      sharedIn: new Set(),
      mimetype: typeByName(given.name),
      access: given.access,
    };
    this.all.set(file.id, file);
    return file;
  }
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['pdf', 'application/pdf'],
]);

function typeByName(name: string): string {
  return TYPES.get(name.split('.').at(-1)?.toLowerCase() ?? '') ?? 'application/octet-stream';
}
