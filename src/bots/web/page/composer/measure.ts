import type { Measured } from './files.ts';

/** Milliseconds for the browser to tell a picture's size; the hub looks at it in any case. */
const MEASURE_MS = 10_000;

/** The picture's size, as the browser reads it. */
export async function measure(file: File): Promise<Measured> {
  const url = URL.createObjectURL(file);
  const { promise, resolve } = Promise.withResolvers<Measured>();
  const image = new Image();
  const given = setTimeout(() => resolve(undefined), MEASURE_MS);
  image.addEventListener('load', () => {
    resolve({ width: image.naturalWidth, height: image.naturalHeight });
  });
  image.addEventListener('error', () => resolve(null));
  image.src = url;
  try {
    return await promise;
  } finally {
    clearTimeout(given);
    URL.revokeObjectURL(url);
  }
}
