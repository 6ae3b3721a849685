import type { Kept } from './kept.ts';
import { CHIPS, type Chosen } from './state.ts';

/** Drafts that a browser keeps, of all people and tabs. */
const MAX_DRAFTS = 10;
const PREFIX = 'diptych.draft:';

/** A line that is being written. */
export interface Draft {
  readonly line: string;
  readonly chosen: Chosen;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Whether pictures are attached to it. */
  readonly files: boolean;
}

export interface DraftsParts {
  readonly kept: Kept;
  readonly now: () => number;
  /** Whether no open tab has the draft, as far as the browser can tell; it is then this tab's. */
  readonly isLeft: (key: string) => Promise<boolean>;
  /** Removes the pictures of a draft. */
  readonly dropFiles: (key: string) => void;
}

/** The drafts of a browser. Each tab writes its own alone. */
export class Drafts {
  readonly #parts: DraftsParts;

  constructor(parts: DraftsParts) {
    this.#parts = parts;
  }

  read(key: string): Draft | undefined {
    return draftOf(this.#parts.kept.read(key));
  }

  write(key: string, draft: Omit<Draft, 'at'>): void {
    const { kept, now } = this.#parts;
    const isEmpty = draft.line === '' && !draft.files && Object.keys(draft.chosen).length === 0;
    if (isEmpty) kept.remove(key);
    else kept.write(key, { ...draft, at: now() });
  }

  /** The key of the newest draft of the person that a closed tab has left behind. */
  async leftBehind(name: string, own: string): Promise<string | undefined> {
    for (const [key, { line, files }] of this.#newest()) {
      if (key === own || !key.startsWith(keyOf(name, ''))) continue;
      if ((line !== '' || files) && (await this.#parts.isLeft(key))) return key;
    }
    return undefined;
  }

  /** What the person has chosen last, in whatever tab. */
  lastChosen(name: string): Chosen {
    const own = this.#newest().find(([key]) => key.startsWith(keyOf(name, '')));
    return own?.[1].chosen ?? {};
  }

  /** Removes the oldest drafts beyond those that are kept, but none of an open tab. */
  async tidy(): Promise<void> {
    for (const [key] of this.#newest().slice(MAX_DRAFTS)) {
      if (await this.#parts.isLeft(key)) this.remove(key);
    }
  }

  remove(key: string): void {
    this.#parts.kept.remove(key);
    this.#parts.dropFiles(key);
  }

  /** Removes all that a person has left in this browser. */
  forget(name: string): void {
    for (const [key] of this.#newest()) if (key.startsWith(keyOf(name, ''))) this.remove(key);
  }

  #newest(): readonly (readonly [string, Draft])[] {
    const keys = this.#parts.kept.keys().filter((key) => key.startsWith(PREFIX));
    const drafts = keys.flatMap((key) => {
      const draft = this.read(key);
      return draft === undefined ? [] : [[key, draft] as const];
    });
    return drafts.toSorted(([, a], [, b]) => b.at - a.at);
  }
}

/** The key of a person's draft in a tab. Names have no line ends. */
export function keyOf(name: string, tab: string): string {
  return `${PREFIX}${name}\n${tab}`;
}

/** What is stored may be of an older page, or anybody's. */
function draftOf(found: unknown): Draft | undefined {
  const { line, chosen, at, files } = fieldsOf(found);
  if (typeof line !== 'string' || typeof at !== 'number') return undefined;
  const known = CHIPS.flatMap((name) => {
    const { value, label, typed } = fieldsOf(fieldsOf(chosen)[name]);
    if (typeof value !== 'string' || typeof label !== 'string' || typeof typed !== 'string')
      return [];
    return [[name, { value, label, typed }] as const];
  });
  return { line, chosen: Object.fromEntries(known), at, files: files === true };
}

function fieldsOf(found: unknown): Readonly<Record<string, unknown>> {
  return typeof found === 'object' && found !== null ? { ...found } : {};
}
