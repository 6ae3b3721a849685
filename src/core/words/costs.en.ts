import type { CostSum, UnshownOutcome } from '../domain/cost-report.ts';
import type { CallPurpose } from '../domain/provider-call.ts';
import { counted, dollars } from '../base/text.ts';

const OUTCOMES: Readonly<Record<UnshownOutcome, string>> = {
  safety_block: 'Blocked by a safety system',
  invalid_request: 'Request not accepted',
  rate_limited: 'Rate limited',
  provider_error: 'Failed at the provider',
  network: 'Provider not reached',
  timeout: 'No answer in time',
  queue_timeout: 'Waited too long',
  worker_lost: 'Lost with the process that made it',
  storage: 'Image could not be stored',
  auth: 'Key missing or refused',
  quota: 'Provider’s quota used up',
  model_gone: 'Model withdrawn',
  dropped: 'Came too late',
  cancelled: 'Cancelled',
};

const PURPOSES: Readonly<Record<CallPurpose, string>> = {
  image: 'Images',
  classification: 'Reading prompts',
  rewrite: 'Rewriting prompts',
  judge: 'Judging images',
  caption: 'Captions',
  embedding: 'Embeddings',
};

/** Texts of the cost report, for admins. */
export const costsEn = {
  costs_heading: (days: number) => `Provider costs · ${counted(days, 'day')}`,
  costs_period: (from: string, to: string, everywhere: boolean) =>
    `${from} to ${to}, days of UTC. ${everywhere ? 'Calls of all workspaces.' : 'Calls of this workspace only.'}`,
  costs_none: () => 'No provider was called.',
  costs_sum: ({ calls, unknown, usd }: CostSum): string => {
    if (usd === null) return `cost unknown · ${counted(calls, 'call')}`;
    if (unknown === 0) return `${dollars(usd)} · ${counted(calls, 'call')}`;
    return `at least ${dollars(usd)} · ${counted(unknown, 'call')} of unknown cost · ${calls} in all`;
  },
  costs_line: (name: string, sum: string) => `${name}: ${sum}`,
  costs_total: () => 'Total',
  costs_running: (calls: number) =>
    `${counted(calls, 'call')} of these ${calls === 1 ? 'is' : 'are'} still running.`,
  costs_unshown: () => 'Spent on nothing',
  costs_share: (sum: string, percent: string) => `${sum} · ${percent} % of the known dollars`,
  costs_unshown_none: (imagesOnly: boolean): string =>
    imagesOnly
      ? 'Every call that has ended made an image that was shown.'
      : 'Every call that has ended gave an image or an answer that was used.',
  costs_unshown_about: (sum: string, imagesOnly: boolean): string =>
    imagesOnly
      ? `On calls that ended without an image that was shown: ${sum}`
      : `On calls that ended without an image or an answer that was used: ${sum}`,
  costs_outcome: (outcome: UnshownOutcome) => OUTCOMES[outcome],
  costs_by_day: () => 'By day',
  costs_by_model: () => 'By model',
  costs_by_purpose: () => 'By purpose',
  costs_purpose: (purpose: CallPurpose) => PURPOSES[purpose],
  costs_by_person: () => 'By person',
  costs_more: (count: number) => `${count} more`,
  costs_days: (days: number) => counted(days, 'day'),
  option_days: (days: number) => `How many days; ${days} without it`,
  help_costs: () =>
    '/diptych costs 30 tells admins what the provider calls of 30 days cost, and what was spent on nothing.',
};
