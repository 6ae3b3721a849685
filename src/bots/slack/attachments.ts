import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { bytesWithin } from '../../core/base/bytes-within.ts';
import { faultError } from '../../core/plan/check-attachments.ts';
import type { Attachment, AttachmentFetcher } from '../../core/ports/attachment.ts';
import { UserError } from '../../core/words/user-error.ts';
import { codeOf, missingScope } from './errors.ts';
import { fileInfoSchema, type SlackFileInfo } from './file-info.ts';
import { isFileId } from './memo.ts';

export interface AttachmentParts {
  readonly client: WebClient;
  readonly botToken: string;
  /** Where the Web API is; null for the real one. */
  readonly apiUrl: string | null;
}

/** Slack's codes for a file in a channel where the app is not, and for one that is gone. */
const UNSEEN: ReadonlySet<string | undefined> = new Set([
  'file_not_found',
  'file_deleted',
  'access_denied',
]);
const answerSchema = z.object({ file: fileInfoSchema });

/**
 * Fetches files by their ids. The token goes to Slack's own file host alone, and no redirect is followed: without
 * access Slack leads to its page to sign in.
 */
export class SlackAttachments implements AttachmentFetcher {
  readonly #parts: AttachmentParts;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  /**
   * Throws a `UserError` for a file that the app may not see, or lacks a scope for, for one that is kept elsewhere, and
   * for more than `maxBytes`, also when fewer were declared.
   */
  async fetch(
    { source, name }: Attachment,
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const file = await this.#info(source, name, signal);
    const address = file.url_private_download ?? file.url_private;
    if (address === undefined) throw new UserError('reference_out_of_sight', name);
    if (!isSlackFile(address, this.#parts.apiUrl)) throw new UserError('reference_elsewhere', name);
    if (file.size > maxBytes) throw faultError(name, 'too_large');
    const body = await this.#open(address, name, signal);
    const bytes = await bytesWithin(body, maxBytes);
    if (bytes === undefined) throw faultError(name, 'too_large');
    return bytes;
  }

  async #info(source: string, name: string, signal: AbortSignal): Promise<SlackFileInfo> {
    if (!isFileId(source)) throw new UserError('reference_unavailable', name);
    try {
      const asked = this.#parts.client.files.info({ file: source });
      return answerSchema.parse(await unlessAborted(asked, signal)).file;
    } catch (cause) {
      const scope = missingScope(cause);
      if (scope !== undefined) throw new UserError('reference_needs_scope', name, scope);
      if (UNSEEN.has(codeOf(cause))) throw new UserError('reference_out_of_sight', name);
      throw cause;
    }
  }

  async #open(
    address: string,
    name: string,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    const headers = { authorization: `Bearer ${this.#parts.botToken}` };
    const response = await fetch(address, { headers, signal, redirect: 'manual' });
    if (isUnseen(response)) {
      await response.body?.cancel();
      throw new UserError('reference_out_of_sight', name);
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`Slack answered ${response.status} for the attachment ${name}`);
    }
    return response.body;
  }
}

/** Whether the address is of Slack's own files, so that the token may go there. */
export function isSlackFile(address: string, apiUrl: string | null): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, origin } = new URL(address);
  if (apiUrl !== null && origin === new URL(apiUrl).origin) return true;
  const isSlack = hostname === 'slack.com' || hostname.endsWith('.slack.com');
  return protocol === 'https:' && port === '' && isSlack;
}

/** A refusal, a redirect, or the page to sign in. */
function isUnseen({ status, headers }: Response): boolean {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  return (
    isPage || status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400)
  );
}

/** The client knows no signals; its own time limit ends the call. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
