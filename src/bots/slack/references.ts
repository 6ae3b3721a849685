import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { MAX_ATTACHMENTS } from '../../core/chat/command.ts';
import type { Attachment } from '../../core/ports/attachment.ts';
import { codeOf, missingScope } from './errors.ts';
import { fileInfoSchema, type SlackFileInfo } from './file-info.ts';

const infoSchema = z.object({ file: fileInfoSchema });
/** Slack hides the files of channels that the app is not in. */
const HIDDEN: ReadonlySet<string | undefined> = new Set([
  'file_not_found',
  'not_in_channel',
  'channel_not_found',
  'access_denied',
]);

/** Why the bot does not see a file: it must be invited to the file's channel, or the app lacks a scope. */
export type Unseen = { readonly why: 'hidden' } | { readonly why: 'scope'; readonly scope: string };
type Looked = { readonly file: SlackFileInfo } | Unseen | { readonly why: 'unknown' };

/** A file for a request. Its bytes decide later whether it is an image. */
export function attachmentOf({ id, name, size }: SlackFileInfo): Attachment {
  return { name, bytes: size, source: id };
}

/** The images of a message: stubs may be images, what stands for deleted files is none. */
export function imagesIn(files: readonly SlackFileInfo[]): readonly SlackFileInfo[] {
  return files
    .filter(({ mode }) => mode !== 'tombstone')
    .filter(({ mimetype }) => mimetype === '' || mimetype.startsWith('image/'))
    .slice(0, MAX_ATTACHMENTS);
}

/** Files that a message shortcut was used on. */
export class References {
  readonly #client: WebClient;

  constructor(client: WebClient) {
    this.#client = client;
  }

  /** Why Slack hides one of the files from the bot; undefined when it hides none, and when it does not say. */
  async unseen(ids: readonly string[]): Promise<Unseen | undefined> {
    const looked = await Promise.all(ids.map((id) => this.#look(id)));
    return looked.find((one) => 'why' in one && one.why !== 'unknown');
  }

  /** The files for a request. One that Slack does not tell of is fetched all the same, and refused there. */
  async attachments(ids: readonly string[]): Promise<readonly Attachment[]> {
    return Promise.all(
      ids.map(async (id) => {
        const looked = await this.#look(id);
        return 'file' in looked ? attachmentOf(looked.file) : { name: '', bytes: 0, source: id };
      }),
    );
  }

  async #look(id: string): Promise<Looked> {
    try {
      return infoSchema.parse(await this.#client.files.info({ file: id }));
    } catch (cause) {
      const scope = missingScope(cause);
      if (scope !== undefined) return { why: 'scope', scope };
      return { why: HIDDEN.has(codeOf(cause)) ? 'hidden' : 'unknown' };
    }
  }
}
