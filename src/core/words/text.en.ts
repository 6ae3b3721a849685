import type { PlanFallback } from '../domain/spec.ts';

/** How a text model ended without an answer, behind its name. */
export const MODEL_ENDS_EN: Readonly<Record<PlanFallback, string>> = {
  resting: 'rests after failures',
  asked_before: 'was asked before the bot restarted, and is not paid twice',
  safety_block: 'refused to read the prompt',
  invalid_request: 'did not take the request',
  rate_limited: 'takes no more requests at the moment',
  provider_error: 'gave no answer that can be used',
  network: 'could not be reached',
  timeout: 'did not answer in time',
  queue_timeout: 'did not answer in time',
  worker_lost: 'did not answer in time',
  storage: 'could not be asked',
  auth: 'did not take our key: please tell an admin',
  quota: 'has no quota left: please tell an admin',
  model_gone: 'is not offered any more: please tell an admin',
};

/** Texts about what text models do. */
export const textEn = {
  details_plan_cached: () => 'It had answered the same prompt before, and was not asked again',
  details_plan_fallback: (model: string, why: PlanFallback) =>
    `The rules made the plan, because ${model} ${MODEL_ENDS_EN[why]}`,
  details_own_person: (shows: boolean): string =>
    shows ? 'The attached images show a person' : 'The attached images show no person',
};
