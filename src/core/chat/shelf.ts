import { type PoolFilter, type Target, TARGET_KINDS } from '../domain/pool.ts';

/** A target in the id of a button. */
export type TargetId = Pick<Target, 'kind' | 'slug'>;

/** The part of the pool that a card shows. */
export type Shelf =
  | { readonly of: 'all' | 'tone' | 'angle' | 'model' | 'removed' }
  | { readonly of: 'target'; readonly target: TargetId };

const WHOLE = ['all', 'tone', 'angle', 'model', 'removed'] as const;
/** A slug has no colon, because the parts of a button's id are separated by colons. */
const TARGET = /^(tone|angle|model)\.([^:]{1,60})$/u;

export function encodeTarget({ kind, slug }: TargetId): string {
  return `${kind}.${slug}`;
}

/** Undefined when the text names no target. */
export function decodeTarget(text: string): TargetId | undefined {
  const [, kind, slug] = TARGET.exec(text) ?? [];
  const known = TARGET_KINDS.find((one) => one === kind);
  return slug === undefined || known === undefined ? undefined : { kind: known, slug };
}

export function encodeShelf(shelf: Shelf): string {
  return shelf.of === 'target' ? encodeTarget(shelf.target) : shelf.of;
}

/** Undefined when the text names no shelf. */
export function decodeShelf(text: string): Shelf | undefined {
  const of = WHOLE.find((one) => one === text);
  if (of !== undefined) return { of };
  const target = decodeTarget(text);
  // A category's angle images are on its own shelf.
  return target === undefined || target.kind === 'angle' ? undefined : { of: 'target', target };
}

/** The references of a shelf. A category's shelf has its angle images too. */
export function filterOf(shelf: Shelf): PoolFilter {
  switch (shelf.of) {
    case 'all':
      return {};
    case 'removed':
      return { removed: true };
    case 'target':
      return shelf.target.kind === 'model'
        ? { persona: shelf.target.slug }
        : { category: shelf.target.slug };
    default:
      return { kind: shelf.of };
  }
}
