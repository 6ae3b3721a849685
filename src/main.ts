import type { Surface } from './core/ports/surface.ts';
import type { ImageProvider } from './core/ports/image-provider.ts';
import type { Clock, Log } from './core/ports/system.ts';
import anyAscii from 'any-ascii';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { webApp } from './bots/web/app.ts';
import { WebEvents } from './bots/web/events.ts';
import { WEB_PLACE } from './bots/web/identity.ts';
import { Signer } from './bots/web/links.ts';
import { listen } from './bots/web/server.ts';
import { WebSurface } from './bots/web/surface.ts';
import { WebUploads } from './bots/web/uploads.ts';
import type { Config } from './config.ts';
import { discordBot } from './discord-bot.ts';
import { firstRunCard } from './core/cards/first-run.ts';
import type { AttachmentFetcher } from './core/ports/attachment.ts';
import type { Store } from './core/ports/store.ts';
import type { SurfaceName } from './core/domain/person.ts';
import { RulesClassifier } from './core/plan/rules.ts';
import { StartupError } from './core/base/startup-error.ts';
import { defaultByKey } from './core/studio/rows/defaults.ts';
import { identifyReferences } from './core/studio/pool/identify.ts';
import { createStudio } from './core/studio/studio.ts';
import { sha256Hex } from './digest.ts';
import { SharpImages } from './images/sharp-images.ts';
import { EmbeddedQueue } from './jobs/embedded.ts';
import { PromMeter } from './metrics.ts';
import { openBlobs } from './open-blobs.ts';
import { openProviders } from './open-providers.ts';
import { installStarterPool } from './providers/sample/starter-pool.ts';
import { openDatabase } from './storage/database.ts';
import { lockHub } from './storage/hub-lock.ts';
import { seedStore } from './storage/seed.ts';
import { sqliteStore } from './storage/store.ts';
import { webMessageRows } from './storage/web-message-rows.ts';
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
 * Builds a hub on embedded defaults by hand, and starts it: database and lock, pool, queue, studio, HTTP.
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

/** What must be stopped, last started first. */
class CleanUp {
  readonly #steps: (() => void | Promise<void>)[] = [];

  defer(step: () => void | Promise<void>): void {
    this.#steps.push(step);
  }

  /** Stops all it can, whatever fails; throws what failed when the rest is stopped. */
  async run(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (cause) {
        failures.push(cause);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped');
  }
}

async function build(
  config: Config,
  { log, signal, clock = new SystemClock(), seed = newSeed }: HubWorld,
  cleanUp: CleanUp,
): Promise<Omit<Hub, 'close'>> {
  const ids = new RandomIds(clock);
  makeFolder(config.home);
  cleanUp.defer(
    await lockHub(config.home, clock, signal, () =>
      log.warn({ home: config.home }, 'another hub runs on this folder: waiting up to 30 s for it'),
    ),
  );
  const db = openDatabase(join(config.home, 'diptych.db'));
  cleanUp.defer(() => void db.close());
  const store = sqliteStore(db);
  seedStore(store);
  store.models.default();
  const { blobs, close: closeBlobs } = await openBlobs(config, store.settings);
  cleanUp.defer(closeBlobs);
  await installStarterPool({ store, blobs, ids, clock, digest: sha256Hex });
  await identifyReferences({ store, blobs, digest: sha256Hex });

  const images = new SharpImages();
  const providers = openProviders(config, clock);
  chooseDefault(store, providers, log);
  const queue = new EmbeddedQueue({
    providers,
    blobs,
    images,
    clock,
    concurrency: config.workerConcurrency,
    log,
  });
  const messages = webMessageRows(db);
  const events = new WebEvents();
  const uploads = new WebUploads({ blobs, images, ids, digest: sha256Hex });
  const surface = new WebSurface({ messages, ids, clock, events });
  const signer = new Signer(config.linkSecret ?? keptSecret(config.home), clock);
  const surfaces = new Map<SurfaceName, Surface>([['web', surface]]);
  const fetchers = new Map<SurfaceName, AttachmentFetcher>([['web', uploads]]);
  const discord =
    config.discord &&
    discordBot({
      config: config.discord,
      store,
      blobs,
      images,
      links: signer.imageLinks(config.publicUrl),
      clock,
      log,
      adminUsers: config.adminUsers,
    });
  if (discord !== null) {
    surfaces.set('discord', discord.surface);
    fetchers.set('discord', discord.fetcher);
  }
  const meter = new PromMeter(store, clock);
  const studio = createStudio({
    store,
    clock,
    ids,
    log,
    meter,
    blobs,
    images,
    queue,
    digest: sha256Hex,
    toAscii: anyAscii,
    seed,
    classifier: new RulesClassifier(),
    surfaces,
    fetchers,
    queueBudgetMs: config.queueBudgetMs,
    sideBudgetMs: config.sideBudgetMs,
    providerTimeoutMs: config.providerTimeoutMs,
  });
  const welcome = firstRunCard('en', store.models.default());
  const welcomed = await surface.post(
    { place: WEB_PLACE, nonce: 'first-run', replyTo: null, since: 0 },
    welcome,
  );
  // What it promises depends on the default model, which a key may have changed since.
  await surface.update(WEB_PLACE, welcomed.id, welcome);
  cleanUp.defer(() => studio.close());

  let state: 'starting' | 'ready' = 'starting';
  const stopping = new AbortController();
  const web = webApp({
    studio,
    store,
    messages,
    events,
    uploads,
    blobs,
    clock,
    log,
    signer,
    apiToken: config.apiToken,
    adminUsers: config.adminUsers,
    metrics: () => meter.text(),
    ready: () => {
      if (stopping.signal.aborted) return 'the hub is stopping';
      return state === 'ready' ? null : 'the hub is starting';
    },
    stopping: stopping.signal,
  });
  const server = await listen(web, config);
  cleanUp.defer(() => server.close());
  cleanUp.defer(() => stopping.abort());
  await discord?.demandToken();
  // Only now may anything be paid for: a hub that cannot listen must not start what it will abort.
  await studio.start();
  state = 'ready';
  const app = discord?.app(studio);
  if (app !== undefined) cleanUp.defer(() => app.close());
  const discordInvite = (await app?.start()) ?? null;
  const { displayName: defaultModel, provider: defaultProvider } = store.models.default();
  return { url: server.url, discordInvite, defaultModel, defaultProvider };
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

function makeFolder(home: string): void {
  try {
    mkdirSync(home, { recursive: true });
  } catch (cause) {
    throw new StartupError(
      `The data folder ${home} cannot be made: allow this user to write there, or set DIPTYCH_HOME.`,
      { cause },
    );
  }
}

/** The secret that signs links, made once and kept beside the database for this user's eyes only. */
function keptSecret(home: string): string {
  const path = join(home, 'link.secret');
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(path, 'utf8').trim();
}
