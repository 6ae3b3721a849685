import type { Clock, Ids } from '../../core/ports/system.ts';
import type { Card } from '../../core/chat/card.ts';
import type { SentMessage } from '../../core/domain/pair.ts';
import type { Place } from '../../core/domain/person.ts';
import {
  type PostTarget,
  type Surface,
  SurfaceError,
  type SurfaceRoom,
} from '../../core/ports/surface.ts';
import type { WebEvents } from './events.ts';
import type { WebMessages } from './web-messages.ts';

/** A page grows as it needs to: rows of buttons wrap, and what is long is a matter of patience. */
export const WEB_ROOM: SurfaceRoom = {
  rows: Infinity,
  buttons: Infinity,
  gallery: 10,
  pool: 12,
  costs: { days: 14, models: 12, people: 12, outcomes: 14 },
};

/** The local web chat: its messages are rows, its pages follow them. Never fails half-way. */
export class WebSurface implements Surface {
  readonly room = WEB_ROOM;
  readonly gapMs = 0;
  readonly #messages: WebMessages;
  readonly #ids: Ids;
  readonly #clock: Clock;
  readonly #events: WebEvents;

  constructor(parts: { messages: WebMessages; ids: Ids; clock: Clock; events: WebEvents }) {
    this.#messages = parts.messages;
    this.#ids = parts.ids;
    this.#clock = parts.clock;
    this.#events = parts.events;
  }

  async post({ place, nonce, replyTo }: PostTarget, card: Card): Promise<SentMessage> {
    const id = this.#ids.next();
    const { channel } = place;
    const at = this.#clock.now();
    const message = this.#messages.post({ id, channel, nonce, replyTo, card, at });
    this.#events.changed();
    return { id: message.id, memo: null };
  }

  async update(_place: Place, messageId: string, card: Card): Promise<void> {
    if (this.#messages.update(messageId, card) === undefined) {
      throw new SurfaceError('gone', `there is no web message ${messageId}`);
    }
    this.#events.changed();
  }

  async remove(_place: Place, messageId: string): Promise<void> {
    this.#messages.remove(messageId);
    this.#events.changed();
  }

  async find({ nonce }: PostTarget): Promise<SentMessage | undefined> {
    const message = this.#messages.byNonce(nonce);
    return message?.card == null ? undefined : { id: message.id, memo: null };
  }

  /** A place in the web chat never stops taking messages: nobody has to be told aside. */
  async tell(): Promise<void> {
    throw new SurfaceError('refused', 'the web chat tells people in answers only');
  }

  link(_place: Place, messageId: string): string {
    return `#m-${messageId}`;
  }
}
