import { SurfaceError } from '../ports.ts';

/** Calls the surface. A fault of ours in its adapter leaves unknown what became of the message. */
export async function onSurface<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof SurfaceError) throw cause;
    throw new SurfaceError('unknown', 'the surface failed unexpectedly', { cause });
  }
}
