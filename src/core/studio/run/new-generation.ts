import { outputKey } from '../../domain/output-key.ts';
import type { Origin, Pair } from '../../domain/pair.ts';
import type { Person } from '../../domain/person.ts';
import type { Clock, Digest, Ids } from '../../ports/system.ts';
import { recipeText } from '../../domain/recipe.ts';
import type { SpecDraft } from '../../domain/spec.ts';
import type { Start } from './transitions.ts';

/** The input of a new generation. */
export interface GenerationInput {
  readonly pair: Pair;
  readonly draft: SpecDraft;
  readonly origin: Origin;
  readonly fromId: string | null;
  readonly by: Person;
  readonly number: number;
}

/** The hash by which credits and runs are counted: of all that shapes the image but the seed. */
export function recipeHash(draft: SpecDraft, digest: Digest): string {
  return digest(recipeText(draft));
}

/** A generation ready to start, with a frozen spec and the key of its output. */
export function newGeneration(
  input: GenerationInput,
  parts: { readonly ids: Ids; readonly clock: Clock; readonly digest: Digest },
): Start {
  const { pair, draft, origin, fromId, by, number } = input;
  const id = parts.ids.next();
  const at = parts.clock.now();
  return {
    id,
    pairId: pair.id,
    side: draft.side,
    number,
    origin,
    fromId,
    by,
    spec: { ...draft, outputKey: outputKey(pair.place.workspace, id, draft.outputType, at) },
    recipeHash: recipeHash(draft, parts.digest),
    createdAt: at,
    staged: { tone: draft.toneRatio, angle: draft.angleRatio },
  };
}
