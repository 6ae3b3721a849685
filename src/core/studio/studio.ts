import type { Studio } from './use-cases.ts';
import type { World } from './base/world.ts';
import { OwnReferences } from './ask/attachments.ts';
import { behindDisk } from './base/behind-disk.ts';
import { ActPlanner } from './run/act-planner.ts';
import { Budget } from './run/budget.ts';
import { CatchUp } from './press/catch-up.ts';
import { CostReports } from './press/costs.ts';
import { Deadlines } from './deadlines.ts';
import { Delivery } from './show/delivery.ts';
import { Dispatcher } from './run/dispatcher.ts';
import { Door } from './base/door.ts';
import { Galleries } from './press/galleries.ts';
import { Generate } from './ask/generate.ts';
import { Intake } from './base/intake.ts';
import { within } from '../base/within.ts';
import { Once } from './base/once.ts';
import { guarded } from './base/guarded.ts';
import { HeaderGate } from './base/header-gate.ts';
import { GroupCommit } from './base/group-commit.ts';
import { Janitor } from './janitor.ts';
import { PoolBrowser } from './pool/pool-browser.ts';
import { PoolCopy } from './pool/pool-copy.ts';
import { PoolKeeper } from './pool/pool-keeper.ts';
import { LostPictures } from './base/lost-pictures.ts';
import { LineWatch } from './run/line-watch.ts';
import { Looks } from './show/looks.ts';
import { Compare } from './press/compare.ts';
import { Lookup } from './press/lookup.ts';
import { Menu } from './press/menu.ts';
import { OwnActs } from './press/own-acts.ts';
import { Offers } from './ask/offers.ts';
import { PairPlans } from './ask/plan-of.ts';
import { Planner } from './ask/planner.ts';
import { cardContext } from './show/card-context.ts';
import { Notices } from './show/notices.ts';
import { InPlace } from './show/in-place.ts';
import { MessageCalls } from './show/message-calls.ts';
import { Posting } from './show/posting.ts';
import { Presenter } from './show/presenter.ts';
import { ActPresses } from './press/press-act.ts';
import { WorkspaceSettingCards } from './press/workspace-settings.ts';
import { Press } from './press/press.ts';
import { RewritePresses } from './press/press-rewrite.ts';
import { Reviews } from './press/reviews.ts';
import { RunPresses } from './press/press-runs.ts';
import { SidePresses } from './press/press-side.ts';
import { PrivateCards } from './press/private-cards.ts';
import { Promote } from './pool/promote.ts';
import { ProviderWatch } from './run/provider-watch.ts';
import { Refusals } from './show/refusals.ts';
import { Races } from './run/races.ts';
import { Referee } from './run/referee.ts';
import { React } from './press/react.ts';
import { Results } from './run/results.ts';
import { Rewrites } from './run/rewrites.ts';
import { Runs } from './run/runs.ts';
import { SideRuns } from './press/side-runs.ts';
import { Served } from './run/served.ts';
import { Signals } from './base/signals.ts';
import { Uploads } from './press/uploads.ts';
import { Thumbnails } from './press/thumbnails.ts';
import { TextCalls } from './run/text-calls.ts';
import { Transitions } from './run/transitions.ts';
import { Welcome } from './show/welcome.ts';

/** Milliseconds that a drained hub may take to show what it has. */
const SHOW_MS = 10_000;

/** Wires the use cases. No work runs before `start`. */
export function createStudio(outside: World): Studio {
  const world = behindDisk(outside);
  const { store, queue } = world;
  const signals = new Signals();
  const door = new Door(world);
  const budget = new Budget(world);
  const transitions = new Transitions({ ...world, signals, acts: new ActPlanner(world) });
  const intake = new Intake();
  const commits = new GroupCommit(world);
  const served = new Served({ ...world, commits });
  const watch = new ProviderWatch({ ...world, served });
  const health = () => ({
    ...served.health,
    blobsFault: world.blobsFault(),
    resting: watch.resting(),
  });
  const gate = new HeaderGate(world.clock);
  const line = new LineWatch({ ...world, watch, served });
  const lost = new LostPictures(world);
  const context = { ...world, places: () => line.places() };
  const text = new TextCalls({ ...world, watch, commits });
  const referee = new Referee({ ...world, text });
  const races = new Races({ ...world, transitions, watch, referee });
  const dispatcher = new Dispatcher({ ...world, transitions, watch, served, gate, line, races });
  const results = new Results({ ...world, transitions, watch, lost, races, commits });
  const posting = new Posting({ ...world, commits });
  const notices = new Notices({ ...world, signals });
  const refusals = new Refusals({ ...world, transitions, notices });
  const calls = new MessageCalls(world.clock);
  const delivery = new Delivery({
    ...world,
    surfaces: outside.surfaces,
    posting,
    notices,
    refusals,
    calls,
  });
  const presenter = new Presenter({ ...context, delivery, posting, refusals, gate, calls, line });
  const own = new OwnReferences(world);
  const plans = new PairPlans({ ...world, text });
  const planner = new Planner({
    ...world,
    transitions,
    own,
    plans,
    presenter,
    gate,
    commits,
    lost,
    races,
  });
  const runs = new Runs({ ...world, budget, transitions, served, intake, races });
  const rewrites = new Rewrites({ ...world, text, commits, signals, intake });
  const ownActs = new OwnActs({ ...world, runs, rewrites, intake, signals, lost });
  const deadlines = new Deadlines({
    ...world,
    transitions,
    results,
    planner,
    dispatcher,
    presenter,
    races,
    ownActs,
  });
  const janitor = new Janitor(world);
  const generate = new Generate({
    ...world,
    door,
    budget,
    line,
    served,
    planner,
    presenter,
    refusals,
    posting,
    commits,
    gate,
    intake,
  });
  const runPresses = new RunPresses({ ...world, runs, lost });
  const reviews = new Reviews({ ...context, door });
  const galleries = new Galleries({ ...context, door, budget, health });
  const pool = new PoolBrowser({ ...context, door, signals, keeper: new PoolKeeper(world), lost });
  const settings = new WorkspaceSettingCards({ ...world, served, signals });
  const costs = new CostReports({ ...world, door });
  const promote = new Promote({ ...world, copy: new PoolCopy({ ...world, signals }) });
  const once = new Once({ ...world, door });
  const press = new Press({
    store,
    door,
    once,
    generate,
    runs: runPresses,
    rewrites: new RewritePresses({ ...context, rewrites, runs: runPresses, limits: runs, signals }),
    reviews,
    sides: new SidePresses({ ...world, transitions, signals }),
    cards: new PrivateCards(context),
    galleries,
    promote,
    pool,
    costs,
    settings,
    acts: new ActPresses({ store, signals }),
  });
  const offers = new Offers({ store, door, served, watch });
  const react = new React({ ...world, door });
  let unsubscribe: (() => void) | null = null;

  return {
    generate,
    press,
    inPlace: new InPlace({ ...context, calls, presenter }),
    sideRuns: new SideRuns({ store, door, once, runs: runPresses }),
    react,
    galleries,
    offers,
    pool,
    costs,
    dispatcher,
    line,
    served,
    lookup: new Lookup({ ...world, door, thumbnails: new Thumbnails(world) }),
    looks: new Looks(context),
    compare: new Compare({ ...context, door }),
    uploads: new Uploads({ ...world, door }),
    door,
    isFirst: (caller, key) => door.isFirst(caller, key),
    writable: (waitMs) => commits.writable(waitMs),
    durable: () => store.durable(),
    cardContext: (locale) => cardContext(context, locale),
    welcome: new Welcome(world),
    menu: new Menu({ ...world, door, galleries, offers, pool, reviews, costs, settings }),
    catchUp: (surface, reader) => new CatchUp({ ...world, surface, reader, react }),
    worksAgain: (place) => notices.markWorking(place),
    health,
    isOpen: () => intake.isOpen,
    async start() {
      // What is committed stays committed when a listener fails.
      const hint = guarded(world.log);
      signals.onPair(hint((pairId, change) => presenter.mark(pairId, change)));
      signals.onLeft((id) => line.left(id));
      signals.onLeft(hint((id) => races.left(id)));
      races.start();
      signals.onLine(() => line.changed());
      signals.onLine(hint(() => dispatcher.wake()));
      signals.onLine(hint(() => presenter.markLine()));
      unsubscribe = results.listen(
        hint(() => {
          deadlines.pollSoon();
          dispatcher.wake();
        }),
      );
      served.onChange(
        hint(() => {
          line.changed();
          presenter.markLine();
        }),
      );
      await served.refresh().catch((cause: unknown) => {
        world.log.warn({ err: cause }, 'the render queue did not say what it serves');
      });
      await results.recover();
      // Read now, so that the first command does not wait for what every command reads.
      store.models.list();
      store.pool.snapshot();
      gate.onOpen(() => dispatcher.wake());
      presenter.holdUnposted();
      planner.recover();
      presenter.showUnshown();
      deadlines.start();
      janitor.start();
      dispatcher.wake();
    },
    async drain(ms) {
      const until = world.clock.now() + ms;
      intake.close();
      await dispatcher.close();
      const limit = new AbortController();
      const cancel = world.clock.after(ms, () => limit.abort());
      await queue.drain(limit.signal);
      cancel();
      // What a text model was paid for is used, if it comes in the same time: who stops this process waits for no more.
      const left = { clock: world.clock, ms: Math.max(0, until - world.clock.now()) };
      await within(left, () => Promise.all([planner.idle(), races.idle(), rewrites.idle()])).catch(
        () => undefined,
      );
      const shown = { clock: world.clock, ms: SHOW_MS };
      await within(shown, () => presenter.idle()).catch(() => undefined);
    },
    async close() {
      await janitor.close();
      deadlines.close();
      gate.close();
      await dispatcher.close();
      await planner.close();
      await rewrites.close();
      await races.close();
      unsubscribe?.();
      await queue.close();
      await presenter.close();
    },
  };
}
