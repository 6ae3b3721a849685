import type { World } from './world.ts';

/** Logs what a listener throws. */
export function guarded(log: World['log']) {
  return <Values extends readonly unknown[]>(listener: (...values: Values) => void) =>
    (...values: Values): void => {
      try {
        listener(...values);
      } catch (cause) {
        log.error({ err: cause }, 'a change was not noticed at once');
      }
    };
}
