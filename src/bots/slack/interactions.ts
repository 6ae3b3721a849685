import type { Log } from '../../core/ports/system.ts';
import type { Ack } from './acknowledge.ts';
import type { Burst } from './burst.ts';
import { Commands } from './commands.ts';
import type { Desk } from './desk.ts';
import type { Home } from './home.ts';
import { Presses } from './presses.ts';
import { commandIn, pressIn, type Reach, shortcutIn, submissionIn } from './read.ts';
import { Recent } from './recent.ts';
import { Shortcuts } from './shortcuts.ts';
import type { ShownFiles } from './shown-files.ts';
import { Submissions } from './submissions.ts';

/** Commands, buttons, forms and shortcuts: reads them, acknowledges them, hands each on once. Never throws. */
export class Interactions {
  readonly #log: Log;
  readonly #recent: Recent;
  readonly #burst: Burst;
  readonly #commands: Commands;
  readonly #presses: Presses;
  readonly #submissions: Submissions;
  readonly #shortcuts: Shortcuts;
  readonly #home: Home;
  /** What is being done for people. */
  readonly #running = new Set<Promise<void>>();

  constructor(desk: Desk, { files, home }: { readonly files: ShownFiles; readonly home: Home }) {
    this.#log = desk.parts.log;
    this.#recent = new Recent(desk.parts.clock);
    this.#burst = desk.burst;
    this.#commands = new Commands(desk);
    this.#presses = new Presses(desk);
    this.#submissions = new Submissions(desk, files);
    this.#shortcuts = new Shortcuts(desk);
    this.#home = home;
  }

  command(body: unknown, ack: Ack): Promise<void> {
    return this.#once(
      ack,
      () => commandIn(body),
      (typed) => this.#commands.handle(typed, this.#safe(ack)),
    );
  }

  submit(body: unknown, ack: Ack): Promise<void> {
    return this.#once(
      ack,
      () => submissionIn(body),
      (sent) => this.#submissions.handle(sent, this.#safe(ack)),
    );
  }

  press(body: unknown, ack: Ack): Promise<void> {
    return this.#once(
      ack,
      () => pressIn(body),
      async (pressed) => {
        await this.#safe(ack)();
        await (pressed.isAtHome ? this.#home : this.#presses).handle(pressed);
      },
    );
  }

  shortcut(body: unknown, ack: Ack): Promise<void> {
    return this.#once(
      ack,
      () => shortcutIn(body),
      async (shortcut) => {
        await this.#safe(ack)();
        await this.#shortcuts.handle(shortcut);
      },
    );
  }

  /** Resolves once everything that was delivered is done. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #once<R extends Reach>(
    ack: Ack,
    read: () => R,
    handle: (reach: R) => Promise<void>,
  ): Promise<void> {
    const done = this.#handleOnce(ack, read, handle).finally(() => this.#running.delete(done));
    this.#running.add(done);
    return done;
  }

  async #handleOnce<R extends Reach>(
    ack: Ack,
    read: () => R,
    handle: (reach: R) => Promise<void>,
  ): Promise<void> {
    this.#burst.arrived();
    try {
      const reach = read();
      if (!this.#recent.add(reach.trigger)) return await ack();
      await handle(reach);
    } catch (cause) {
      this.#log.error({ err: cause }, 'an interaction failed');
    }
  }

  /** What was asked for is done also when its acknowledgement is lost. */
  #safe(ack: Ack): Ack {
    return async (answer) => {
      try {
        await ack(answer);
      } catch (cause) {
        this.#log.warn({ err: cause }, 'an interaction could not be acknowledged');
      }
    };
  }
}
