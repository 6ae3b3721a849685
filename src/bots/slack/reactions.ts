import { z } from 'zod';
import type { Caller, Place } from '../../core/domain/person.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import { WhenWritable } from '../../core/studio/base/when-writable.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { UserError } from '../../core/words/user-error.ts';
import { placeOf, type Team } from './identity.ts';
import type { People } from './people.ts';
import { UnknownReactors } from './unknown-reactors.ts';

export interface ReactionParts {
  readonly studio: Studio;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly team: () => Team | null;
  /** Called after a reaction that had to wait: the reader then reads the message's current reactions. */
  readonly late: (change: ReactionChange) => void;
}

const reactionSchema = z.object({
  event_id: z.string(),
  event: z.object({
    type: z.enum(['reaction_added', 'reaction_removed']),
    user: z.string(),
    reaction: z.string(),
    /** Whose message it is. */
    item_user: z.string().optional(),
    item: z.object({ type: z.string(), channel: z.string(), ts: z.string() }),
  }),
});
type ReactionEvent = z.infer<typeof reactionSchema>;

/** A message of ours whose reactions have changed. */
export interface ReactionChange {
  readonly place: Place;
  readonly message: string;
}

/** The event was handled before. */
class Repeated extends Error {}

/** Stores emoji that people put on our messages, or take away. */
export class Reactions {
  readonly #parts: ReactionParts;
  readonly #writes: WhenWritable;
  readonly #unknown: UnknownReactors;

  constructor(parts: ReactionParts) {
    this.#parts = parts;
    this.#unknown = new UnknownReactors(parts);
    this.#writes = new WhenWritable({
      writable: (waitMs) => parts.studio.writable(waitMs),
      failed: (cause) => this.#failed(cause),
    });
  }

  /** Stores the reaction of an event. Resolves with the message when it is one of ours. Never throws. */
  async handle(body: unknown): Promise<ReactionChange | undefined> {
    try {
      return await this.#read(body);
    } catch (cause) {
      this.#failed(cause);
      return undefined;
    }
  }

  /** Reactions of people whom Slack did not name yet are left to the next reading of the messages. */
  close(): void {
    this.#unknown.close();
  }

  async #read(body: unknown): Promise<ReactionChange | undefined> {
    const { studio, people, team } = this.#parts;
    const read = reactionSchema.safeParse(body);
    const us = team();
    // Slack also tells of emoji on files.
    if (!read.success || us === null) return undefined;
    const { item, item_user: author = us.botUser, user } = read.data.event;
    const place = placeOf(us.id, item.channel, null);
    // Most messages are not ours: that is known before anything is looked up.
    if (author !== us.botUser || user === us.botUser || item.type !== 'message') return undefined;
    if (!studio.react.isOurs(place, item.ts)) return undefined;
    // Slack tells of channels that the bot is in: what could not be shown there is shown now.
    studio.worksAgain(place);
    const change = { place, message: item.ts };
    const profile = await people.look(user);
    if (profile === undefined || this.#unknown.has(user)) {
      const known = (caller: Caller) => this.#storeLate(read.data, caller, change);
      this.#unknown.keep({ user, place, known });
      return undefined;
    }
    const caller = people.caller({ id: user, name: '' }, place, profile);
    if (!profile.bot) this.#writes.run(() => this.#store(read.data, caller));
    return change;
  }

  #storeLate(event: ReactionEvent, caller: Caller, change: ReactionChange): void {
    try {
      this.#writes.run(() => this.#store(event, caller));
    } catch (cause) {
      this.#failed(cause);
    }
    this.#parts.late(change);
  }

  /** A reaction that the use case refuses is not stored. */
  #store({ event_id: key, event }: ReactionEvent, caller: Caller): void {
    const { studio } = this.#parts;
    const present = event.type === 'reaction_added';
    const reaction = { messageId: event.item.ts, emoji: event.reaction, present };
    studio.react.react(caller, reaction, () => {
      // With the reaction or not at all: an event that was lost is delivered once more.
      if (!studio.isFirst(caller, `slack ${key}`)) throw new Repeated();
    });
  }

  #failed(cause: unknown): void {
    const { log } = this.#parts;
    if (cause instanceof Repeated) return;
    if (cause instanceof UserError)
      return log.info({ code: cause.code }, 'a reaction was not stored');
    log.error({ err: cause }, 'a reaction could not be stored');
  }
}
