import { Refusal, sentenceOf } from '../api.ts';
import type { Uploaded } from './sending.ts';

/** Milliseconds without any progress after which the sending of an image is given up. */
const STALLED_MS = 60_000;

/**
 * Sends the file as it is: the browser streams it from the disk. Its content says what it is, not its type. Throws a
 * `Refusal`, or an `Error` when it was given up or did not reach the hub. `share`, from 0 to 1, is how much is sent.
 */
export function upload(
  file: File,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Uploaded> {
  const { promise, resolve, reject } = Promise.withResolvers<Uploaded>();
  // `fetch` does not tell how far it is.
  const request = new XMLHttpRequest();
  let stalled = setTimeout(() => request.abort(), STALLED_MS);
  const moved = () => {
    clearTimeout(stalled);
    stalled = setTimeout(() => request.abort(), STALLED_MS);
  };
  request.open('POST', `/api/references?${new URLSearchParams({ name: file.name }).toString()}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    moved();
    progress(loaded / Math.max(1, total));
  });
  request.addEventListener('load', () => {
    const { status, responseText, statusText } = request;
    if (status >= 200 && status < 300) resolve(JSON.parse(responseText));
    else reject(new Refusal(status, sentenceOf(responseText) ?? statusText));
  });
  for (const kind of ['error', 'abort'] as const) {
    request.addEventListener(kind, () => reject(new Error(`upload: ${kind}`)));
  }
  request.addEventListener('loadend', () => clearTimeout(stalled));
  signal.addEventListener('abort', () => request.abort());
  request.send(file);
  return promise;
}
