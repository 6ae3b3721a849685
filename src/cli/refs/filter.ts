import { findNamed } from '../../core/domain/names.ts';
import type { PoolFilter } from '../../core/domain/pool.ts';
import type { Category, ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { UserError } from '../../core/words/user-error.ts';
import { say } from '../../core/words/words.ts';

export interface FilterFlags {
  readonly kind?: ReferenceKind;
  /** A display name or a slug, as `persona`. */
  readonly category?: string;
  readonly persona?: string;
  readonly removed?: boolean;
}

/** The filter of a list or an export. Throws a `StartupError` for an unknown name. */
export function filterOf({ pool }: Store, flags: FilterFlags): PoolFilter {
  const { kind, category, persona, removed } = flags;
  return {
    ...(kind !== undefined && { kind }),
    ...(category !== undefined && {
      category: slugOf('category_unknown', category, pool.categories()),
    }),
    ...(persona !== undefined && { persona: slugOf('persona_unknown', persona, pool.personas()) }),
    ...(removed === true && { removed }),
  };
}

function slugOf(
  refusal: 'category_unknown' | 'persona_unknown',
  name: string,
  known: readonly Category[],
): string {
  const found = findNamed(known, name);
  if (found !== undefined) return found.slug;
  const names = known.map((one) => one.displayName).join(', ');
  throw new StartupError(say(new UserError(refusal, name, names), 'en'));
}
