/** Small things that the browser keeps for the page. */
export interface Kept {
  /** undefined when there is nothing, or nothing that can be read. */
  read(key: string): unknown;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  keys(): readonly string[];
}

/** Kept in a store of the browser. A store that is full or forbidden keeps nothing, and nobody is told. */
export function keptIn(store: () => Storage): Kept {
  return {
    read: (key) => tried(() => JSON.parse(store().getItem(key) ?? 'null') ?? undefined),
    write: (key, value) => tried(() => store().setItem(key, JSON.stringify(value))),
    remove: (key) => tried(() => store().removeItem(key)),
    keys: () => tried(() => Object.keys(store())) ?? [],
  };
}

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
