import { isOpenWorker, type HubHealth } from '../domain/hub-health.ts';
import type { Locale } from '../domain/person.ts';
import { words } from '../words/words.ts';

/** Resting calls on a card: no surface has room for more. */
const MAX_RESTS = 6;

/** What is wrong, a sentence each, for operators and admins; none when all is well. */
export function healthFaults(health: HubHealth, locale: Locale): readonly string[] {
  const say = words(locale);
  const { queue, queueFault, workers, blobsFault } = health;
  const faults: string[] = [];
  if (queue === 'away') {
    faults.push(
      queueFault === null ? say.health_queue_away() : say.health_queue_refuses(queueFault),
    );
  }
  if (queue === 'there') {
    const isStopping = workers.some(({ speaksOurs }) => speaksOurs);
    if (!workers.some(isOpenWorker)) {
      faults.push(isStopping ? say.health_workers_stop() : say.health_no_workers());
    }
    const others = workers.filter((one) => !one.speaksOurs);
    for (const { id, version } of others) faults.push(say.health_other_version(id, version));
  }
  if (blobsFault !== null) faults.push(say.health_blobs(blobsFault));
  return faults;
}

/** The state of what a hub depends on, for admins; nothing when all is in the hub's own process, and well. */
export function healthTexts(health: HubHealth, locale: Locale): readonly string[] {
  const texts = [...healthFaults(health, locale), ...restTexts(health, locale)];
  const open = health.workers.filter(isOpenWorker);
  if (health.queue !== 'there' || open.length === 0) return texts;
  const slots = open.reduce((sum, one) => sum + one.slots, 0);
  const providers = [...new Set(open.flatMap((one) => one.providers))].toSorted();
  return [words(locale).health_workers(open.length, slots, providers.join(', ')), ...texts];
}

/** Those that rest longest come first. */
function restTexts({ resting }: HubHealth, locale: Locale): readonly string[] {
  const say = words(locale);
  const sorted = resting.toSorted((a, b) => b.restMs - a.restMs);
  return sorted.slice(0, MAX_RESTS).map(({ provider, model, purpose, restMs, why }) => {
    const who = model === null ? provider : `${provider} ${model}`;
    return say.health_resting(who, say.costs_purpose(purpose), Math.ceil(restMs / 1000), why);
  });
}
