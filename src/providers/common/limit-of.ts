import type { Failure } from '../../core/domain/failure.ts';

/** What stands between two words of a message; names of models have points, colons, slashes, dashes and an @. */
const BETWEEN = /[^\w.:@/-]+/;
/** What ends a sentence behind a name. */
const END = /[.:/-]+$/;

/**
 * The failure, marked as a limit of this model alone when it is a rate limit and the vendor's words name the model:
 * "Rate limit reached for MODEL in organization …". A dated name of the model counts too.
 */
export function limitBy(failure: Failure, model: string): Failure {
  return failure.kind === 'rate_limited' && names(failure.detail, model)
    ? { ...failure, limitOf: 'model' }
    : failure;
}

function names(words: string, model: string): boolean {
  return words
    .split(BETWEEN)
    .map((word) => word.replace(END, ''))
    .some((word) => word === model || word.startsWith(`${model}-20`));
}
