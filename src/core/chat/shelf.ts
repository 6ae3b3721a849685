import type { PoolFilter, Target } from '../domain/pool.ts';

/** A target as buttons name it. */
export type TargetId = Pick<Target, 'kind' | 'slug'>;

/** What of the pool somebody looks at. */
export type Shelf =
  | { readonly of: 'all' | 'tone' | 'angle' | 'model' | 'removed' }
  | { readonly of: 'target'; readonly target: TargetId };

const WHOLE = ['all', 'tone', 'angle', 'model', 'removed'] as const;
/** A slug has no colon: it stands in the ids of buttons, between colons. */
const TARGET = /^(tone|model)\.([^:]{1,60})$/u;

export function encodeTarget({ kind, slug }: TargetId): string {
  return `${kind}.${slug}`;
}

/** Undefined for what names no target. */
export function decodeTarget(text: string): TargetId | undefined {
  const [, kind, slug] = TARGET.exec(text) ?? [];
  if (slug === undefined || (kind !== 'tone' && kind !== 'model')) return undefined;
  return { kind, slug };
}

export function encodeShelf(shelf: Shelf): string {
  return shelf.of === 'target' ? encodeTarget(shelf.target) : shelf.of;
}

/** Undefined for what names no shelf. */
export function decodeShelf(text: string): Shelf | undefined {
  const of = WHOLE.find((one) => one === text);
  if (of !== undefined) return { of };
  const target = decodeTarget(text);
  return target === undefined ? undefined : { of: 'target', target };
}

/** What lies on the shelf; a category's holds its angle images too. */
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
