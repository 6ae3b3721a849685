import anyAscii from 'any-ascii';
import { type DiscordBotParts, discordBot } from './bots/discord/bot.ts';
import { webBot } from './bots/web/bot.ts';
import { Signer } from './bots/web/links.ts';
import { CleanUp } from './clean-up.ts';
import type { Config } from './config.ts';
import type { SurfaceName } from './core/domain/person.ts';
import { RulesClassifier } from './core/plan/rules.ts';
import type { ImageProvider } from './core/ports/image-provider.ts';
import type { Store } from './core/ports/store.ts';
import type { Clock, Log } from './core/ports/system.ts';
import type { Bot } from './core/studio/bot.ts';
import { defaultByKey } from './core/studio/rows/defaults.ts';
import { createStudio } from './core/studio/studio.ts';
import { sha256Hex } from './digest.ts';
import { SharpImages } from './images/sharp-images.ts';
import { EmbeddedQueue } from './jobs/embedded.ts';
import { PromMeter } from './metrics.ts';
import { keptSecret, openData } from './open-data.ts';
import { SampleImages } from './providers/sample/sample-images.ts';
import { openVendors } from './providers/vendors.ts';
import { newSeed, RandomIds, SystemClock } from './system.ts';

/** A running hub. */
export interface Hub {
  readonly url: string;
  /** Where the bot is invited to a Discord server; null without Discord, or when it cannot be reached yet. */
  readonly discordInvite: string | null;
  /** The display name of the model of whoever asks for no tier. */
  readonly defaultModel: string;
  /** The name of the provider that makes its images, whether or not there is a key for it. */
  readonly defaultProvider: string;
  /** Stops in reverse order; what is unfinished is finished by the next hub. */
  close(): Promise<void>;
}

/** What a hub finds in its process. */
export interface HubWorld {
  readonly log: Log;
  /** Ends the waiting for another hub. */
  readonly signal: AbortSignal;
  /** The machine's, unless a test moves time. */
  readonly clock?: Clock;
  /** Random, unless a test decides which recipe is on which side. */
  readonly seed?: () => number;
}

/**
 * Builds a hub on embedded defaults by hand, and starts it: database and lock, pool, queue, studio, chats.
 * Throws a `StartupError` that says what to do; nothing is left running then.
 */
export async function startHub(config: Config, world: HubWorld): Promise<Hub> {
  const cleanUp = new CleanUp();
  try {
    return { ...(await build(config, world, cleanUp)), close: () => cleanUp.run() };
  } catch (cause) {
    await cleanUp.run();
    throw cause;
  }
}

async function build(
  config: Config,
  { log, signal, clock = new SystemClock(), seed = newSeed }: HubWorld,
  cleanUp: CleanUp,
): Promise<Omit<Hub, 'close'>> {
  const ids = new RandomIds(clock);
  const data = await openData(config, { log, signal, clock, ids }, cleanUp);
  const { store } = data;
  const images = new SharpImages();
  const meter = new PromMeter(store, clock);
  const providers = await openProviders(config, clock);
  chooseDefault(store, providers, log);
  const common = { ...data, ids, clock, log, images, digest: sha256Hex };
  const queue = new EmbeddedQueue({
    ...common,
    providers,
    concurrency: config.workerConcurrency,
  });
  const bots = openBots(config, { ...common, metrics: () => meter.text() });
  const studio = createStudio({
    ...common,
    ...config,
    meter,
    queue,
    seed,
    toAscii: anyAscii,
    classifier: new RulesClassifier(),
    surfaces: new Map(bots.map((bot) => [bot.name, bot.surface])),
    fetchers: new Map(bots.map((bot) => [bot.name, bot.fetcher])),
  });
  cleanUp.defer(() => studio.close());
  for (const bot of bots) {
    cleanUp.defer(() => bot.close());
    await bot.open(studio);
  }
  // Only now may anything be paid for: a hub that cannot listen must not start what it will abort.
  await studio.start();
  const found = new Map<SurfaceName, string | null>();
  for (const bot of bots) found.set(bot.name, await bot.start());
  const { displayName: defaultModel, provider: defaultProvider } = store.models.default();
  return {
    url: found.get('web') ?? '',
    discordInvite: found.get('discord') ?? null,
    defaultModel,
    defaultProvider,
  };
}

type BotParts = Omit<Parameters<typeof webBot>[0] & DiscordBotParts, BotSettings>;
type BotSettings = 'settings' | 'signer' | 'links' | 'adminUsers';

/** The chats whose settings are there: the web always. */
function openBots(config: Config, common: BotParts): readonly Bot[] {
  const { adminUsers, web, discord } = config;
  const signer = new Signer(web.linkSecret ?? keptSecret(config.home), common.clock);
  const links = signer.imageLinks(web.publicUrl);
  const parts = { ...common, adminUsers };
  return [
    webBot({ ...parts, settings: web, signer }),
    ...(discord === null ? [] : [discordBot({ ...parts, settings: discord, links })]),
  ];
}

/** All that can make images here: the vendors whose key is set, and the built-in samples. */
async function openProviders(
  { vendors }: Config,
  clock: Clock,
): Promise<ReadonlyMap<string, ImageProvider>> {
  const sample = new SampleImages(clock);
  return new Map<string, ImageProvider>([
    ...(await openVendors(vendors, clock)),
    [sample.name, sample],
  ]);
}

/** A key makes its model the default, unless an admin chose one; a default without a key is told. */
function chooseDefault(
  store: Store,
  providers: ReadonlyMap<string, ImageProvider>,
  log: Log,
): void {
  const chosen = defaultByKey(store, [...providers.keys()]);
  if (chosen !== undefined) log.info({ model: chosen.id }, 'the default model is now this one');
  const { id, provider } = store.models.default();
  if (!providers.has(provider)) {
    log.warn({ model: id, provider }, 'the default model needs a key that is not set');
  }
}
