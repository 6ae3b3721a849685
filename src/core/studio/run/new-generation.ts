import { outputKey } from '../../domain/output-key.ts';
import type { Generation, Origin, Pair } from '../../domain/pair.ts';
import type { Person } from '../../domain/person.ts';
import type { Clock, Digest, Ids } from '../../ports/system.ts';
import { recipeText, sameRecipe } from '../../domain/recipe.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import type { Start } from './transitions.ts';

/** The input of a new generation. */
export interface GenerationInput {
  readonly pair: Pair;
  readonly draft: SpecDraft;
  readonly origin: Origin;
  readonly fromId: string | null;
  readonly by: Person;
  /** The side's generations so far, oldest first. */
  readonly earlier: readonly Generation[];
}

/**
 * The hash by which credits and runs of a side are counted: of all that shapes the image but the seed. `earlier`: the
 * side's generations so far. When one of them asked for the same image, its hash is the answer, so that a ratio that
 * shapes nothing, which stored hashes include, is never a second charge.
 */
export function recipeHash(
  draft: SpecDraft,
  digest: Digest,
  earlier: readonly Generation[] = [],
): string {
  const own = digest(recipeText(draft));
  const same = earlier.filter((one) => sameRecipe(one.spec, draft));
  const charged = same.filter((one) => one.deliveredAt !== null);
  const isOwn = (one: Generation) => one.recipeHash === own;
  const known = charged.find(isOwn) ?? charged[0] ?? same.find(isOwn) ?? same[0];
  return known?.recipeHash ?? own;
}

/** A generation ready to start, with a frozen spec and the key of its output. */
export function newGeneration(
  input: GenerationInput,
  parts: { readonly ids: Ids; readonly clock: Clock; readonly digest: Digest },
): Start {
  const { pair, draft, origin, fromId, by, earlier } = input;
  const id = parts.ids.next();
  const at = parts.clock.now();
  return {
    id,
    pairId: pair.id,
    side: draft.side,
    number: earlier.length + 1,
    origin,
    fromId,
    by,
    spec: { ...draft, outputKey: outputKey(pair.place.workspace, id, draft.outputType, at) },
    recipeHash: recipeHash(draft, parts.digest, earlier),
    createdAt: at,
    staged: { tone: draft.toneRatio, angle: draft.angleRatio },
  };
}
