import type { AttachmentFetcher } from '../attachment.ts';
import type { Images } from '../images.ts';
import type { Surface } from '../surface.ts';
import type { RenderQueue } from '../render-result.ts';
import type { BlobStore } from '../blob-key.ts';
import type { Clock, Digest, Ids, Log, Meter } from '../system.ts';
import type { ToAscii } from '../names.ts';
import type { Place, SurfaceName } from '../person.ts';
import type { Classifier } from '../classifier.ts';
import type { Store } from '../repositories.ts';
import { OwnReferences } from './attachments.ts';
import { Budget } from './budget.ts';
import { ChannelSettings } from './channel-settings.ts';
import { CostReports } from './costs.ts';
import { Deadlines } from './deadlines.ts';
import { Delivery } from './delivery.ts';
import { Dispatcher } from './dispatcher.ts';
import { Door } from './door.ts';
import { Galleries } from './galleries.ts';
import { Generate } from './generate.ts';
import { GroupCommit } from './group-commit.ts';
import { Janitor } from './janitor.ts';
import { PoolBrowser } from './pool-browser.ts';
import { PoolCopy } from './pool-copy.ts';
import { PoolKeeper } from './pool-keeper.ts';
import { Offers } from './offers.ts';
import { Planner } from './planner.ts';
import { Presenter } from './presenter.ts';
import { Press } from './press.ts';
import { RunPresses } from './press-runs.ts';
import { SidePresses } from './press-side.ts';
import { PrivateCards } from './private-cards.ts';
import { Promote } from './promote.ts';
import { ProviderWatch } from './provider-watch.ts';
import { React } from './react.ts';
import { Results } from './results.ts';
import { Runs } from './runs.ts';
import { SideApi } from './side-api.ts';
import { Signals } from './signals.ts';
import { Transitions } from './transitions.ts';

/** All that the use cases need from the world. Budgets are milliseconds. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly toAscii: ToAscii;
  /** A new 32-bit seed. */
  readonly seed: () => number;
  readonly log: Log;
  readonly meter: Meter;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly queue: RenderQueue;
  readonly classifier: Classifier;
  readonly surfaces: ReadonlyMap<SurfaceName, Surface>;
  readonly fetchers: ReadonlyMap<SurfaceName, AttachmentFetcher>;
  readonly queueBudgetMs: number;
  readonly sideBudgetMs: number;
  readonly providerTimeoutMs: number;
}

/** The product without its doors: what bots and the HTTP API call. */
export interface Studio {
  readonly generate: Generate;
  readonly press: Press;
  readonly sideApi: SideApi;
  readonly react: React;
  readonly galleries: Galleries;
  readonly offers: Offers;
  readonly pool: PoolBrowser;
  readonly costs: CostReports;
  readonly promote: Promote;
  readonly dispatcher: Dispatcher;
  readonly door: Door;
  readonly channels: ChannelSettings;
  /** A place is known to take messages; repeating it is cheap. */
  worksAgain(place: Place): void;
  /** Finishes what an earlier process left, then begins. */
  start(): Promise<void>;
  /** Stops in reverse order; what is unfinished is finished after the next start. */
  close(): Promise<void>;
}

/** Wires the use cases. Nothing runs before `start`. */
export function createStudio(world: World): Studio {
  const { store, queue } = world;
  const signals = new Signals();
  const door = new Door(world);
  const budget = new Budget(world);
  const transitions = new Transitions({ ...world, signals });
  const watch = new ProviderWatch(world);
  const dispatcher = new Dispatcher({ ...world, transitions, watch });
  const results = new Results({ ...world, transitions, watch });
  const context = { ...world, places: () => dispatcher.places() };
  const commits = new GroupCommit({ store });
  const delivery = new Delivery({ ...world, signals, commits });
  const presenter = new Presenter({ ...context, delivery });
  const own = new OwnReferences(world);
  const planner = new Planner({ ...world, transitions, own, presenter });
  const deadlines = new Deadlines({
    ...world,
    transitions,
    results,
    planner,
    dispatcher,
    presenter,
  });
  const janitor = new Janitor(world);
  const generate = new Generate({
    ...world,
    door,
    budget,
    dispatcher,
    planner,
    presenter,
    signals,
    commits,
  });
  const runs = new RunPresses({
    ...world,
    runs: new Runs({ ...world, budget, transitions, dispatcher }),
  });
  const galleries = new Galleries({ ...context, door, budget });
  const pool = new PoolBrowser({ ...context, door, signals, keeper: new PoolKeeper(world) });
  const costs = new CostReports({ ...world, door });
  const promote = new Promote({ ...world, copy: new PoolCopy({ ...world, signals }) });
  const press = new Press({
    store,
    door,
    generate,
    runs,
    sides: new SidePresses({ ...world, transitions, signals }),
    cards: new PrivateCards(context),
    galleries,
    promote,
    pool,
    costs,
  });
  let unsubscribe: (() => void) | null = null;

  return {
    generate,
    press,
    sideApi: new SideApi({ store, door, runs }),
    react: new React({ ...world, door }),
    galleries,
    offers: new Offers({ store, door, dispatcher, watch }),
    pool,
    costs,
    promote,
    dispatcher,
    door,
    channels: new ChannelSettings({ store, door }),
    worksAgain: (place) => delivery.notices.worked(place),
    async start() {
      signals.onPair((pairId) => presenter.mark(pairId));
      signals.onLine(() => {
        dispatcher.wake();
        presenter.markLine();
      });
      unsubscribe = results.listen();
      await dispatcher.refresh().catch((cause: unknown) => {
        world.log.warn({ err: cause }, 'the render queue could not be asked what it serves');
      });
      for (const id of store.generations.running()) await results.settle(id, true);
      planner.recover();
      presenter.recover();
      deadlines.start();
      janitor.start();
      dispatcher.wake();
    },
    async close() {
      await janitor.close();
      deadlines.close();
      await dispatcher.close();
      await planner.close();
      unsubscribe?.();
      await queue.close();
      await presenter.close();
    },
  };
}
