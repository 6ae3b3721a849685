import type { Caller } from '../../../core/domain/person.ts';
import type { Looks } from '../../../core/studio/show/looks.ts';
import { WELCOME, type Welcome } from '../../../core/studio/show/welcome.ts';
import type { ReactionsOn } from '../../../core/studio/press/react.ts';
import {
  type ChangeJson,
  type MessageJson,
  messageJson,
  type ShownMessage,
} from '../message-json.ts';
import type { PairFacts } from '../pair-facts-schema.ts';
import type { WebMessage, WebMessages } from '../web-messages.ts';
import { pairFacts } from './pair-facts.ts';
import { type Reading, Readings } from './readings.ts';

export interface ChatViewParts {
  readonly looks: Pick<Looks, keyof Looks>;
  readonly welcome: Pick<Welcome, 'card'>;
  readonly messages: Pick<WebMessages, 'newestSeq'>;
}

/** Who reads. */
export type Reader = Pick<Caller, 'person' | 'admin' | 'locale'>;

/** Renders the chat for one reader: builds cards from the database in the reader's language, and the facts of pairs. Checks no permissions. */
export class ChatView {
  readonly #parts: ChatViewParts;
  /** Shared by all who follow. */
  readonly #followed: Readings;

  constructor(parts: ChatViewParts) {
    this.#parts = parts;
    this.#followed = new Readings(parts);
  }

  /** Messages as they are now, and the pairs that they are of. */
  page(
    messages: readonly WebMessage[],
    reader: Reader,
    reactionsOn: ReactionsOn,
  ): { readonly messages: MessageJson[]; readonly pairs: PairFacts[] } {
    const readings = new Readings(this.#parts);
    const shown = messages.map((one) => this.#shown(one, readings, reader, reactionsOn));
    // After the last message: only then each pair knows all of them.
    const pairs = new Map(
      messages.flatMap((one) => {
        const reading = readings.of(one);
        return reading === undefined ? [] : [[reading.view.pair.id, reading] as const];
      }),
    );
    return {
      // What was deleted since is about to be removed.
      messages: shown
        .filter(({ card }) => card !== null)
        .map((one) => messageJson(one, reader.person.id)),
      pairs: [...pairs.values()].map((one) => factsOf(one, reader)),
    };
  }

  /** A message that changed, and its pair. */
  change(message: WebMessage, reader: Reader, reactionsOn: ReactionsOn): ChangeJson {
    const shown = this.#shown(message, this.#followed, reader, reactionsOn);
    const reading = this.#followed.of(message);
    const pair = reading === undefined ? null : factsOf(reading, reader);
    return { ...messageJson(shown, reader.person.id), pair };
  }

  /** A message as it is now. */
  message(message: WebMessage, reader: Reader, reactionsOn: ReactionsOn): MessageJson {
    const { pair: _pair, ...json } = this.change(message, reader, reactionsOn);
    return json;
  }

  /** A pair as it is now; undefined when it is gone. */
  pair(pairId: string, reader: Reader): PairFacts | undefined {
    const reading = new Readings(this.#parts).now(pairId);
    return reading && factsOf(reading, reader);
  }

  #shown(
    message: WebMessage,
    readings: Readings,
    { locale }: Reader,
    reactionsOn: ReactionsOn,
  ): ShownMessage {
    const { pairId = null, generationId = null } = readings.owner(message) ?? {};
    const reactions = generationId === null ? [] : reactionsOn(generationId);
    const reading = message.card === null ? undefined : readings.of(message);
    if (reading !== undefined) {
      const card = reading.card(message.nonce, locale);
      return { message, card, pairId, generationId, reactions };
    }
    const isWelcome = message.nonce === WELCOME && message.card !== null;
    const card = isWelcome ? this.#parts.welcome.card(locale) : message.card;
    return { message, card, pairId, generationId, reactions };
  }
}

function factsOf(reading: Reading, reader: Reader): PairFacts {
  const { look, shared } = reading.in(reader.locale);
  return { ...pairFacts(look, shared, reader), as_of: reading.seq };
}
