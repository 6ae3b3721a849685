import type { Card } from '../../core/chat/card.ts';
import type { SentMessage } from '../../core/domain/pair.ts';
import type { Place } from '../../core/domain/person.ts';
import {
  type PostTarget,
  type Surface,
  SurfaceError,
  type SurfaceRoom,
} from '../../core/ports/surface.ts';
import type { World } from '../../core/studio/base/world.ts';
import type { WebEvents } from './events.ts';
import type { WebMessages } from './web-messages.ts';

/** A page scrolls and its rows of buttons wrap, so that only long lists have limits. */
export const WEB_ROOM: SurfaceRoom = {
  rows: Infinity,
  buttons: Infinity,
  gallery: 10,
  pool: 12,
  costs: { days: 14, models: 12, people: 12, outcomes: 14 },
};

export type WebSurfaceParts = Pick<World, 'ids' | 'clock'> & {
  readonly messages: WebMessages;
  readonly events: WebEvents;
};

/** The local web chat: its messages are rows, its pages follow them. A call takes effect whole or not at all. */
export class WebSurface implements Surface {
  readonly room = WEB_ROOM;
  readonly gapMs = 0;
  readonly #parts: WebSurfaceParts;

  constructor(parts: WebSurfaceParts) {
    this.#parts = parts;
  }

  async post({ place, nonce, replyTo }: PostTarget, card: Card): Promise<SentMessage> {
    const { messages, events, ids, clock } = this.#parts;
    const { channel } = place;
    const { id } = messages.post({
      id: ids.next(),
      channel,
      nonce,
      replyTo,
      card,
      at: clock.now(),
    });
    events.changed();
    return { id, memo: null };
  }

  async update(_place: Place, messageId: string, card: Card): Promise<void> {
    if (this.#parts.messages.update(messageId, card) === undefined) {
      throw new SurfaceError('gone', `there is no web message ${messageId}`);
    }
    this.#parts.events.changed();
  }

  async remove(_place: Place, messageId: string | null): Promise<void> {
    if (messageId === null) return;
    this.#parts.messages.remove(messageId);
    this.#parts.events.changed();
  }

  async find({ nonce }: PostTarget): Promise<SentMessage | undefined> {
    const message = this.#parts.messages.byNonce(nonce);
    return message?.card == null ? undefined : { id: message.id, memo: null };
  }

  /** Always throws: the web chat never stops taking messages, so that nobody needs a notice elsewhere. */
  async tell(): Promise<void> {
    throw new SurfaceError('refused', 'the web chat tells people in answers only');
  }

  link(_place: Place, messageId: string): string {
    return `#m-${messageId}`;
  }
}
