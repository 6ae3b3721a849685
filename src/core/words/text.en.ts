import { counted, dollars } from '../base/text.ts';
import type { CallPurpose } from '../domain/provider-call.ts';
import type { CandidateState, RaceRule } from '../domain/race.ts';
import type { SideName } from '../domain/side.ts';
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

const RULES: Readonly<Record<RaceRule, string>> = {
  only_one: 'it alone made an image',
  no_judge: 'the model that was asked for comes first, because no text model here sees pictures',
  judge_rests: 'the model that was asked for comes first, because the judge rests after failures',
  judge_asked_before:
    'the model that was asked for comes first, because the judge’s answer was lost when the bot restarted',
  judge_failed: 'the model that was asked for comes first, because the judge gave no answer',
};

const CANDIDATES: Readonly<Record<CandidateState, string>> = {
  waiting: 'waits',
  running: 'is at work',
  succeeded: 'made an image',
  failed: 'failed',
  dropped: 'was not waited for',
};

const CALLS: Readonly<Record<CallPurpose, string>> = {
  image: 'image',
  classification: 'plan',
  rewrite: 'safer wording',
  judge: 'judge',
  caption: 'caption',
  embedding: 'search',
};

/** Texts about what text models do, and races of image models. */
export const textEn = {
  details_plan_cached: () => 'It had answered the same prompt before, and was not asked again',
  details_plan_fallback: (model: string, why: PlanFallback) =>
    `The rules made the plan, because ${model} ${MODEL_ENDS_EN[why]}`,
  details_own_person: (shows: boolean): string =>
    shows ? 'The attached images show a person' : 'The attached images show no person',
  details_call: (purpose: CallPurpose, model: string, usd: number | null, tokens: number | null) =>
    `Provider cost, ${CALLS[purpose]} by ${model}: ${usd === null ? 'unknown' : dollars(usd)}` +
    (tokens === null ? '' : `, ${counted(tokens, 'token')}`),
  race_models: (names: readonly string[]) =>
    `A race, because the prompt names a nation: ${names.join(', ')} each make a side, and its best image is shown`,
  race_none: (model: string) =>
    `The prompt names a nation, but no race was run: only ${model} can be had here`,
  race_progress: (side: SideName, ended: number, of: number) =>
    `${side} · ${ended} of ${counted(of, 'model')} done`,
  race_judged: (model: string, of: number, judge: string) =>
    `Made by ${model}: the best of ${counted(of, 'model')}, says ${judge}`,
  race_by_rule: (model: string, of: number, rule: RaceRule) =>
    `Made by ${model}, of ${counted(of, 'model')}: ${RULES[rule]}`,
  race_reason: (reason: string) => `Why it won: ${reason}`,
  race_failed: (model: string, why: string) => `${model}: ${why}`,
  race_candidate: (model: string, state: CandidateState, ms: number | null, won: boolean) =>
    `${model} ${CANDIDATES[state]}` +
    (ms === null ? '' : ` in ${(ms / 1000).toFixed(1)} s`) +
    (won ? ', and won' : ''),
};
