import type { ReactionReader } from '../ports/reaction-reader.ts';
import type { Caller, Locale, Place, SurfaceName } from '../domain/person.ts';
import type { CardContext } from '../cards/context.ts';
import type { CatchUp } from './press/catch-up.ts';
import type { CostReports } from './press/costs.ts';
import type { Dispatcher } from './run/dispatcher.ts';
import type { Door } from './base/door.ts';
import type { Galleries } from './press/galleries.ts';
import type { Generate } from './ask/generate.ts';
import type { HubHealth } from '../domain/hub-health.ts';
import type { PoolBrowser } from './pool/pool-browser.ts';
import type { LineWatch } from './run/line-watch.ts';
import type { Looks } from './show/looks.ts';
import type { Compare } from './press/compare.ts';
import type { Lookup } from './press/lookup.ts';
import type { Menu } from './press/menu.ts';
import type { Offers } from './ask/offers.ts';
import type { InPlace } from './show/in-place.ts';
import type { Press } from './press/press.ts';
import type { React } from './press/react.ts';
import type { SideRuns } from './press/side-runs.ts';
import type { Served } from './run/served.ts';
import type { Uploads } from './press/uploads.ts';
import type { Welcome } from './show/welcome.ts';

/** The use cases, as bots and the HTTP API call them. */
export interface Studio {
  readonly generate: Generate;
  readonly press: Press;
  readonly sideRuns: SideRuns;
  readonly inPlace: InPlace;
  readonly react: React;
  readonly galleries: Galleries;
  readonly offers: Offers;
  readonly pool: PoolBrowser;
  readonly costs: CostReports;
  readonly dispatcher: Dispatcher;
  readonly line: LineWatch;
  readonly served: Served;
  readonly lookup: Lookup;
  readonly looks: Looks;
  readonly compare: Compare;
  readonly uploads: Uploads;
  readonly menu: Menu;
  readonly welcome: Welcome;
  /** What cards and statuses say beside their pair, as it is now. */
  cardContext(locale: Locale): CardContext;
  /** For what a bot shows by itself. Every use case lets its caller in by itself. */
  readonly door: Pick<Door, 'enter' | 'refusal'>;
  /** Reads reactions that the surface sent no event for. Runs when it is started. */
  catchUp(surface: SurfaceName, reader: ReactionReader): CatchUp;
  /** Whether the caller's request is new, also across restarts. Call it before acting on the request. */
  isFirst(caller: Caller, key: string): boolean;
  /**
   * Resolves when the database takes writes: await it before an act that writes. Rejects with the database's error when
   * another program holds its lock for two seconds, or for `waitMs`.
   */
  writable(waitMs?: number): Promise<void>;
  /** As `Store.durable`: await it before an answer tells what the database says. */
  durable(): Promise<void>;
  /** Call when a place is known to take messages. Repeated calls are cheap. */
  worksAgain(place: Place): void;
  /** What the hub depends on outside its process, as it was seen last. */
  health(): HubHealth;
  /** False once the hub is to end: it starts nothing that people ask for. */
  isOpen(): boolean;
  /** Recovers what an earlier process left unfinished, then starts the work. */
  start(): Promise<void>;
  /**
   * Starts nothing more, waits up to `ms` for the calls of this process, and shows what came of them. Calls of other
   * processes go on.
   */
  drain(ms: number): Promise<void>;
  /** Stops all work. The next process finishes the rest. */
  close(): Promise<void>;
}
