import { z } from 'zod';
import type { Place } from '../../core/domain/person.ts';
import type { Log } from '../../core/ports/system.ts';
import { WhenWritable } from '../../core/studio/base/when-writable.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { UserError } from '../../core/words/user-error.ts';
import { placeOf, type Team } from './identity.ts';
import type { People } from './people.ts';

export interface ReactionParts {
  readonly studio: Studio;
  readonly people: People;
  readonly log: Log;
  readonly team: () => Team | null;
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

  constructor(parts: ReactionParts) {
    this.#parts = parts;
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
    const profile = await people.look(user);
    if (profile?.bot !== true) this.#writes.run(() => this.#store(read.data, place, profile));
    return { place, message: item.ts };
  }

  /** A reaction that the use case refuses is not stored. */
  #store(
    { event_id: key, event }: ReactionEvent,
    place: Place,
    profile: Awaited<ReturnType<People['look']>>,
  ): void {
    const { studio, people } = this.#parts;
    const caller = people.caller({ id: event.user, name: '' }, place, profile);
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
