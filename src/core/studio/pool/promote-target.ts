import { charactersOf } from '../../base/written.ts';
import {
  categoryTags,
  cleanName,
  findNamed,
  MAX_NAME,
  slugFor,
  type ToAscii,
} from '../../domain/names.ts';
import type { Target } from '../../domain/pool.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';

/** The pool's categories or personas, as targets. */
export function targetsOfKind({ pool }: Store, kind: Target['kind']): readonly Target[] {
  const named = kind === 'model' ? pool.personas() : pool.categories();
  return named.map(({ slug, displayName }) => ({ kind, slug, displayName }));
}

/** Whether the pool does not have the target yet. */
export function isNewTarget(store: Store, { kind, slug }: Target): boolean {
  return targetsOfKind(store, kind).every((one) => one.slug !== slug);
}

/** The target of a name that somebody typed: one that is there, else a new one. Throws a `UserError`. */
export function targetNamed(
  kind: Target['kind'],
  name: string,
  { store, toAscii }: { readonly store: Store; readonly toAscii: ToAscii },
): Target {
  const displayName = cleanName(name);
  if (displayName === '') throw new UserError('target_name_empty');
  const length = charactersOf(displayName, MAX_NAME);
  if (length > MAX_NAME) throw new UserError('target_name_long', length, MAX_NAME);
  const known = targetsOfKind(store, kind);
  const found = findNamed(known, displayName);
  return found ?? { kind, displayName, slug: slugFor(displayName, known, toAscii) };
}

/** Makes the target with the reference that needs it. Throws a `UserError` when its name or slug was taken meanwhile. */
export function putTarget(store: Store, { kind, slug, displayName }: Target): void {
  const known = targetsOfKind(store, kind);
  const there = known.find((one) => one.slug === slug) ?? findNamed(known, displayName);
  if (there === undefined) {
    if (kind === 'model') store.pool.putPersona({ slug, displayName, tags: [] });
    else store.pool.putCategory({ slug, displayName, tags: categoryTags(displayName) });
  } else if (there.slug !== slug || there.displayName !== displayName) {
    throw new UserError('target_taken', there.displayName);
  }
}
