import { withoutLeftOut } from '../../base/left-out.ts';
import { namedSizes, sizeName } from '../../domain/model.ts';
import type { PairRequest } from '../../domain/pair.ts';
import { type GenerateOptions, generateInputSchema } from '../../plan/request.ts';
import type { Attachment } from '../../ports/attachment.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';
import { type Admitted, sees } from '../base/door.ts';

/** Requests made of one another that are followed: one for each press while the bot was still not invited. */
const MAX_TRIES = 100;

interface Again {
  readonly options: GenerateOptions;
  readonly attachments: readonly Attachment[];
  readonly requestKey: string;
}

/**
 * The request of a pair that ended because the channel took no message, to be made once more. Pressed twice it is the
 * same request, until that has ended so too. Throws a `UserError` for other pairs, and for everybody but the asker.
 */
export function requestAgain(
  caller: Admitted,
  pairId: string,
  { pairs, posts, models }: AgainStore,
): Again {
  // What the chat refuses for its words would be refused again: that has a reason.
  const hasEnded = (id: string) => {
    const post = posts.get(id);
    return pairs.get(id)?.state === 'refused' && post?.state === 'refused' && post.refusal === null;
  };
  let id = pairId;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const [next] = pairs.byRequestKey(caller.person.id, keyOf(id));
    if (next === undefined || !hasEnded(next)) break;
    id = next;
  }
  const pair = pairs.get(id);
  if (pair === undefined || !sees(caller, pair)) throw new UserError('gone');
  if (pair.asker.id !== caller.person.id) throw new UserError('not_asker', pair.asker.name);
  if (!hasEnded(id)) throw new UserError('not_available');
  return {
    options: { ...optionsOf(pair.request, models), count: pairs.countOfRequest(id) },
    attachments: pairs.attachments(id),
    requestKey: keyOf(id),
  };
}

/** The key of the request that is made once more of a pair's. */
function keyOf(pairId: string): string {
  return `again ${pairId}`;
}

type AgainStore = Pick<Store, 'pairs' | 'posts' | 'models'>;

/** The options that make the same request. */
function optionsOf(request: PairRequest, models: AgainStore['models']): GenerateOptions {
  const { prompt, modelId, size, angle, lens, persona, category, experiment, versus } = request;
  const given = {
    prompt,
    model: modelId,
    size: sizeOption({ modelId, size }, models),
    angle,
    lens,
    persona,
    category,
    tone_ratio: request.toneRatio,
    angle_ratio: request.angleRatio,
    experiment,
    versus: versus?.modelId,
  };
  return generateInputSchema.parse(withoutLeftOut(given));
}

/** The size by its name, if it has one: two models that are compared may have different ones of that name. */
function sizeOption(
  { modelId, size }: Pick<PairRequest, 'modelId' | 'size'>,
  models: AgainStore['models'],
): string {
  const exact = sizeName(size);
  const model = models.get(modelId);
  const named = model === undefined ? [] : Object.entries(namedSizes(model));
  return named.find(([, one]) => sizeName(one) === exact)?.[0] ?? exact;
}
