import { z } from 'zod';
import { circumstance, SlackRefusal } from './refusal.ts';
import type { FakeChannel } from './channels.ts';
import type { Ground } from './ground.ts';
import { newMessage, readContent } from './methods-chat.ts';
import type { World } from './world.ts';

/** A response address serves five times in thirty minutes. */
const LIFE_MS = 30 * 60_000;
const USES = 5;

interface Address {
  readonly user: string;
  readonly channel: FakeChannel;
  /** The message that the press was on; null for a command. */
  readonly ts: string | null;
  readonly threadTs: string | null;
  readonly at: number;
  uses: number;
}

const bodySchema = z.strictObject({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

/** Addresses by which the app answers a person, also where it is no member. */
export class Responses {
  readonly #ground: Ground;
  readonly #world: World;
  readonly #made = new Map<string, Address>();

  constructor(ground: Ground, world: World) {
    this.#ground = ground;
    this.#world = world;
  }

  make(given: Omit<Address, 'at' | 'uses'>): string {
    const secret = this.#ground.ids.secret();
    this.#made.set(secret, { ...given, at: this.#ground.clock.now(), uses: 0 });
    return `${this.#ground.origin()}/respond/${secret}`;
  }

  respond(secret: string, body: Buffer): { status: number; body: object | string } {
    try {
      this.#respond(secret, JSON.parse(body.toString()));
      return { status: 200, body: 'ok' };
    } catch (cause) {
      const error =
        cause instanceof SlackRefusal ? cause.error : `the fake broke: ${String(cause)}`;
      if (!(cause instanceof SlackRefusal && cause.isCircumstance))
        this.#ground.note(`a response: ${error}`);
      return { status: 404, body: { ok: false, error } };
    }
  }

  #respond(secret: string, given: unknown): void {
    const address = this.#made.get(secret);
    if (address === undefined) throw circumstance('invalid_url');
    const isOld = this.#ground.clock.now() - address.at > LIFE_MS;
    if (isOld || address.uses >= USES) throw circumstance(isOld ? 'expired_url' : 'used_url');
    address.uses += 1;
    const read = bodySchema.parse(given);
    this.#carryOut(address, read);
  }

  /** Says what came with the acknowledgement of a command. */
  acknowledged(secret: string, answer: unknown): void {
    const address = this.#made.get(secret);
    if (address === undefined || answer === null || answer === '') return;
    try {
      const read = bodySchema.parse(typeof answer === 'string' ? { text: answer } : answer);
      if (Object.keys(read).length > 0) this.#carryOut(address, read);
    } catch (cause) {
      this.#ground.note(`an acknowledgement: ${String(cause)} ${JSON.stringify(cause)}`);
    }
  }

  #carryOut(address: Address, read: z.infer<typeof bodySchema>): void {
    const before =
      address.ts === null ? undefined : address.channel.all.find(({ ts }) => ts === address.ts);
    if (read.delete_original === true) {
      if (before !== undefined) before.deleted = true;
      return;
    }
    if (read.replace_original === true && before !== undefined) {
      Object.assign(before, {
        text: read.text ?? '',
        blocks: readContent(this.#world, read).blocks,
      });
      return;
    }
    const ephemeralFor = read.response_type === 'in_channel' ? null : address.user;
    const at = { threadTs: read.thread_ts ?? address.threadTs, ephemeralFor };
    address.channel.all.push(newMessage(this.#ground, this.#world, read, at));
  }
}
