import anyAscii from 'any-ascii';
import { type DiscordBotParts, discordBot } from './bots/discord/bot.ts';
import { type SlackBotParts, slackBot } from './bots/slack/bot.ts';
import { webBot } from './bots/web/bot.ts';
import { Signer } from './bots/web/links.ts';
import { CleanUp } from './clean-up.ts';
import type { Config, Role } from './config.ts';
import { Days } from './core/base/days.ts';
import type { SurfaceName } from './core/domain/person.ts';
import type { RenderQueue } from './core/ports/render-queue.ts';
import type { Store } from './core/ports/store.ts';
import type { Clock, Log } from './core/ports/system.ts';
import type { Bot } from './core/studio/bot.ts';
import { defaultByKey } from './core/studio/rows/defaults.ts';
import { createStudio } from './core/studio/studio.ts';
import { sha256Hex } from './digest.ts';
import { SharpImages } from './images/sharp-images.ts';
import { HubMetrics } from './metrics/hub-metrics.ts';
import { openData } from './open-data.ts';
import { openQueue } from './open-queue.ts';
import { openTextModels } from './providers/text-models.ts';
import { linkSecret } from './storage/link-secret.ts';
import { startupAdvice } from './storage/startup-advice.ts';
import { newSeed, RandomIds, SystemClock } from './system.ts';

/** A running hub. */
export interface Hub {
  readonly url: string;
  /** The link that invites the bot to a Discord server; null without Discord, or while Discord is unreachable. */
  readonly discordInvite: string | null;
  /** The address of the Slack workspace; null without Slack, or while Slack is unreachable. */
  readonly slackWorkspace: string | null;
  /** The display name of the default model. */
  readonly defaultModel: string;
  /** The name of its provider, also when no key is set for it. */
  readonly defaultProvider: string;
  /** Ids of the generations that this process makes itself. */
  working(): readonly string[];
  /**
   * Takes no new commands and starts nothing, and lets the calls of this process end and be shown, within the time that a
   * call may take. Workers in processes of their own go on.
   */
  drain(): Promise<void>;
  /** Stops all parts in reverse order. The next hub continues unfinished work. */
  close(): Promise<void>;
}

/** What a hub needs from its process. */
export interface HubWorld {
  readonly log: Log;
  /** Stops the wait for another hub. */
  readonly signal: AbortSignal;
  /** Whether a hub with Redis has a worker of its own; it has none by default. */
  readonly role?: Exclude<Role, 'worker'>;
  /** The machine's clock by default. */
  readonly clock?: Clock;
  /** Makes the seeds of pairs; random by default. */
  readonly seed?: () => number;
  /** Numbers in [0, 1) for waits that differ by chance; random by default. */
  readonly random?: () => number;
}

/** Milliseconds that a stop gives a call beside the time that the call itself may take: for storing its image. */
export const DRAIN_MORE_MS = 15_000;

/**
 * Builds and starts a hub: lock, database, pool, queue, studio, chats. Throws a `StartupError` that says what to do,
 * after it has stopped everything again.
 */
export async function startHub(config: Config, world: HubWorld): Promise<Hub> {
  const cleanUp = new CleanUp();
  try {
    return { ...(await build(config, world, cleanUp)), close: () => cleanUp.run() };
  } catch (cause) {
    await cleanUp.run().catch((err: unknown) => {
      world.log.error({ err }, 'not everything could be stopped');
    });
    throw startupAdvice(cause, config.home) ?? cause;
  }
}

async function build(
  config: Config,
  {
    log,
    signal,
    role = 'hub',
    clock = new SystemClock(),
    seed = newSeed,
    random = Math.random,
  }: HubWorld,
  cleanUp: CleanUp,
): Promise<Omit<Hub, 'close'>> {
  const ids = new RandomIds(clock);
  const meter = new HubMetrics();
  const onSync = (ms: number) => meter.synced(ms);
  const data = await openData(config, { log, signal, clock, ids, onSync }, cleanUp);
  const { store, watch } = data;
  const images = new SharpImages();
  const common = { ...data, ids, clock, log, images, digest: sha256Hex };
  const queue = await openQueue(config, role, { ...common, jobs: meter.jobs });
  cleanUp.defer(() => queue.close());
  await chooseDefault(store, queue, log);
  const bots = openBots(config, {
    ...common,
    metrics: () => meter.text(),
    storage: () => watch.check(),
  });
  const studio = createStudio({
    ...common,
    ...config,
    days: new Days(config.timeZone),
    meter,
    queue,
    seed,
    random,
    toAscii: anyAscii,
    textModels: await openTextModels(config, store.textModels.list(), clock),
    surfaces: new Map(bots.map((bot) => [bot.name, bot.surface])),
    fetchers: new Map(bots.map((bot) => [bot.name, bot.fetcher])),
  });
  meter.show({
    store,
    clock,
    health: () => studio.health(),
    slots: () => studio.served.capacity,
    storage: () => watch.check(),
  });
  cleanUp.defer(() => studio.close());
  for (const bot of bots) {
    cleanUp.defer(() => bot.close());
    await bot.open(studio);
  }
  // After the bots: a hub that cannot listen must not start paid calls and then abort them.
  await studio.start();
  const found = new Map<SurfaceName, string | null>();
  for (const bot of bots) found.set(bot.name, await bot.start());
  watch.serve();
  const { displayName: defaultModel, provider: defaultProvider } = store.models.default();
  return {
    url: found.get('web') ?? '',
    discordInvite: found.get('discord') ?? null,
    slackWorkspace: found.get('slack') ?? null,
    working: () => queue.own.jobs,
    drain: () => studio.drain(config.providerTimeoutMs + DRAIN_MORE_MS),
    defaultModel,
    defaultProvider,
  };
}

type BotParts = Omit<Parameters<typeof webBot>[0] & DiscordBotParts & SlackBotParts, BotSettings>;
type BotSettings = 'settings' | 'signer' | 'links' | 'adminUsers' | 'mounts';

/** The web chat, and the other chats that are configured. */
function openBots(config: Config, common: BotParts): readonly Bot[] {
  const { adminUsers, web, discord, slack } = config;
  const signer = new Signer(web.linkSecret ?? linkSecret(config.home), common.clock);
  const links = signer.imageLinks(web.publicUrl);
  const parts = { ...common, adminUsers, links };
  const slackChat = slack && slackBot({ ...parts, settings: slack });
  return [
    webBot({ ...parts, settings: web, signer, mounts: slackChat?.mounts ?? new Map() }),
    ...(discord === null ? [] : [discordBot({ ...parts, settings: discord })]),
    ...(slackChat === null ? [] : [slackChat]),
  ];
}

/** Makes a model with a key the default, unless an admin chose one. Warns about a default that nobody serves. */
async function chooseDefault(store: Store, queue: RenderQueue, log: Log): Promise<void> {
  // While Redis is away nobody knows: the default stays as it is.
  const served = await queue.providers().catch(() => null);
  if (served === null) return;
  const chosen = defaultByKey(store, served);
  if (chosen !== undefined) log.info({ model: chosen.id }, 'the default model is now this one');
  const { id, provider } = store.models.default();
  if (!served.includes(provider)) {
    log.warn({ model: id, provider }, 'the default model needs a key that is not set');
  }
}
