import { ANSWER, Callbacks } from './callbacks.ts';
import {
  alreadyAcknowledged,
  invalidToken,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from './errors.ts';
import { type Ground, INTENT } from './ground.ts';
import { FakeInteraction, INTERACTION } from './interaction.ts';
import { basePayload, type Place } from './interaction-payload.ts';
import { asJson, type Json } from './json.ts';
import { FLAG, type FakeMessage } from './message.ts';
import type { Posting } from './posting.ts';
import type { Upload } from './uploads.ts';
import type { World } from './world.ts';

const TOKEN_MS = 15 * 60 * 1000;

/** What a person did, before the service sends it. */
export interface Deed extends Place {
  readonly type: number;
  readonly data: Json;
  readonly message?: FakeMessage | undefined;
  /** What a form answered. */
  readonly trigger?: FakeInteraction | undefined;
}

/** Every interaction there was, and their answers. */
export class Interactions {
  readonly #ground: Ground;
  readonly #world: World;
  readonly #posting: Posting;
  readonly #answerMs: number;
  readonly #callbacks: Callbacks;
  readonly #byToken = new Map<string, FakeInteraction>();

  constructor(ground: Ground, world: World, posting: Posting, answerMs: number) {
    this.#ground = ground;
    this.#answerMs = answerMs;
    this.#world = world;
    this.#posting = posting;
    this.#callbacks = new Callbacks(ground, world, posting);
  }

  /** Sends INTERACTION_CREATE; from now on the answer is waited for. */
  send(deed: Deed): FakeInteraction {
    const id = this.#ground.ids.next();
    const token = Buffer.from(`interaction:${id}:${deed.user.id}`).toString('base64url');
    const { message, trigger, type, data, user, channel, locale } = deed;
    const payload = this.#ground.cdn.signed({
      ...basePayload(this.#ground, deed),
      id,
      token,
      type,
      data,
      ...(message && { message: message.toApi(this.#world.bot.id) }),
    });
    const seed = { id, token, type, user, channel, locale, payload, message, trigger };
    const interaction = new FakeInteraction({ ...seed, sentAt: this.#ground.clock.now() });
    this.#byToken.set(token, interaction);
    interaction.wait(this.#ground.clock.after(this.#answerMs, () => interaction.fail()));
    this.deliver(interaction);
    return interaction;
  }

  /** Sends the same INTERACTION_CREATE, perhaps once more. */
  deliver(interaction: FakeInteraction): void {
    const { payload } = interaction;
    this.#ground.emit({ t: 'INTERACTION_CREATE', d: payload, intent: INTENT.none });
  }

  /** Ends every timer. */
  stop(): void {
    for (const one of this.#byToken.values()) one.stop();
  }

  /** The first answer. What `with_response` asks for. */
  callback(id: string, token: string, body: unknown, uploads: readonly Upload[]): Json {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || interaction.id !== id) throw unknownInteraction();
    if (interaction.answer) throw alreadyAcknowledged();
    if (interaction.failed) throw unknownInteraction();
    const answer = this.#callbacks.answer(interaction, body, uploads);
    interaction.settle(answer, this.#ground.clock.now());
    return this.#response(interaction);
  }

  #response(i: FakeInteraction): Json {
    const message = i.answer?.message;
    // A deferral's message is named only by its id.
    const shown =
      [ANSWER.message, ANSWER.update].some((type) => type === i.answer?.type) && message;
    return {
      interaction: {
        id: i.id,
        type: i.type,
        channel_id: i.channel.id,
        ...(i.channel.guild && { guild_id: i.channel.guild.id }),
        ...(message && {
          response_message_id: message.id,
          response_message_loading: message.has(FLAG.loading),
          response_message_ephemeral: message.has(FLAG.ephemeral),
        }),
      },
      resource: {
        type: i.answer?.type,
        ...(shown && { message: this.#posting.show(shown) }),
      },
    };
  }

  /** The interaction whose token still opens the webhook routes. */
  #open(application: string, token: string): FakeInteraction {
    const interaction = this.#byToken.get(token);
    if (interaction === undefined || application !== this.#ground.applicationId) {
      throw unknownWebhook();
    }
    if (this.#ground.clock.now() - interaction.sentAt >= TOKEN_MS) throw invalidToken();
    const { answer, type } = interaction;
    const wordless = answer === undefined || answer.type === ANSWER.modal;
    if (wordless || type === INTERACTION.autocomplete) throw unknownWebhook();
    return interaction;
  }

  /** A message that this interaction made, `@original` included. */
  #message(i: FakeInteraction, id: string): FakeMessage {
    const own = [i.original, ...i.followUps];
    const found = id === '@original' ? i.original : own.find((one) => one?.id === id);
    if (found === undefined || found.deleted || i.channel.deleted) throw unknownMessage();
    return found;
  }

  get(application: string, token: string, id: string): Json {
    return this.#posting.show(this.#message(this.#open(application, token), id));
  }

  edit(
    { application, token, id }: Readonly<Record<'application' | 'token' | 'id', string>>,
    body: unknown,
    uploads: readonly Upload[],
  ): Json {
    const interaction = this.#open(application, token);
    const message = this.#message(interaction, id);
    this.#callbacks.edit(interaction, message, body, uploads);
    return this.#posting.show(message);
  }

  remove(application: string, token: string, id: string): void {
    const interaction = this.#open(application, token);
    this.#world.deleteMessage(interaction.channel, this.#message(interaction, id));
  }

  /** A further message; after a deferral the first one takes the place of `@original`. */
  followUp(application: string, token: string, body: unknown, uploads: readonly Upload[]): Json {
    const interaction = this.#open(application, token);
    const { original } = interaction;
    if (original?.has(FLAG.loading)) {
      const flags = Number(asJson(body)['flags'] ?? 0) & ~FLAG.ephemeral;
      this.#callbacks.edit(interaction, original, { ...asJson(body), flags }, uploads);
      return this.#posting.show(original);
    }
    const message = this.#callbacks.write(interaction, body, uploads);
    interaction.followUps.push(message);
    return this.#posting.show(message);
  }
}
