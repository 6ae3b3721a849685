import type { FakeChannel } from './channels.ts';
import type { Delivery } from './delivery.ts';
import type { FakeFile } from './files.ts';
import { BOT_USER, type Ground, type Json } from './ground.ts';
import type { Invocation } from './invocation.ts';
import type { FakeMessage } from './messages.ts';
import { commandPayload, eventPayload, interactivePayload } from './payloads.ts';
import type { FakeUser } from './people.ts';
import { pressableOf, pressed } from './pressables.ts';
import type { Responses } from './responses.ts';
import { fieldsOf, stateOf } from './state.ts';
import type { Triggers } from './triggers.ts';
import type { OpenView, ViewStore } from './view-store.ts';
import type { World } from './world.ts';

export interface PersonParts {
  readonly ground: Ground;
  readonly world: World;
  readonly views: ViewStore;
  readonly triggers: Triggers;
  readonly responses: Responses;
  readonly delivery: Delivery;
}

export interface PersonFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Bytes of a file that a form takes. */
const FORM_FILE_BYTES = 10 * 1024 * 1024;

/** A person at a client, in one channel. Throws what the client would not let through. */
export class Person {
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly #parts: PersonParts;

  constructor(parts: PersonParts, user: FakeUser, channel: FakeChannel) {
    this.#parts = parts;
    this.user = user;
    this.channel = channel;
  }

  /** The same person somewhere else. */
  in(channel: FakeChannel): Person {
    return new Person(this.#parts, this.user, channel);
  }

  /** Types a command, with the slash: `/generate`. */
  command(command: string, text = ''): Invocation {
    const { delivery, responses } = this.#parts;
    const { user, channel } = this;
    const place = { user: user.id, channel, ts: null, threadTs: null };
    const responseUrl = responses.make(place);
    const sent = delivery.send(
      'slash_commands',
      commandPayload({ user, channel, command, text, trigger: this.#trigger(), responseUrl }),
    );
    void sent.answered.then(() => {
      responses.acknowledged(responseUrl.split('/').at(-1) ?? '', sent.ackBody);
      this.#parts.ground.moved();
    });
    return sent;
  }

  /** Chooses a shortcut of a message. */
  shortcut(callbackId: string, ts: string): Invocation {
    const one = this.#message(ts);
    return this.#send('message_action', {
      callback_id: callbackId,
      action_ts: this.#parts.ground.ids.ts(),
      message_ts: ts,
      message: this.#messageApi(one),
      channel: this.#channelApi(),
      response_url: this.#responseUrl(one),
    });
  }

  /** Presses a button that is or was on a message, or chooses from a list; also on one that is only for this person. */
  press(ts: string, actionId: string, value?: string): Invocation {
    const one = this.#message(ts);
    const pressable = pressableOf([...one.blocks, ...one.earlier], actionId);
    const { id, name } = this.channel;
    return this.#send('block_actions', {
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: id,
        is_ephemeral: one.ephemeralFor !== null,
        ...(one.threadTs !== null && { thread_ts: one.threadTs }),
      },
      channel: { id, name },
      message: this.#messageApi(one),
      state: { values: {} },
      response_url: this.#responseUrl(one),
      actions: [pressed(pressable, value, this.#parts.ground.ids.ts())],
    });
  }

  /** Presses a button in the uppermost form. */
  pressInForm(actionId: string, value?: string): Invocation {
    const form = this.form();
    if (form === undefined) throw new Error('no form is open');
    const pressable = pressableOf(form.view.blocks, actionId);
    return this.#send('block_actions', {
      container: { type: 'view', view_id: form.id },
      view: this.#parts.views.api(form, stateOf(form.view.blocks, {}, [])),
      actions: [pressed(pressable, value, this.#parts.ground.ids.ts())],
    });
  }

  /** Presses a button of the Home tab. */
  pressAtHome(actionId: string, value?: string): Invocation {
    const home = this.#parts.views.homes.get(this.user.id);
    if (home === undefined) throw new Error('there is no Home tab');
    const pressable = pressableOf(home.view.blocks, actionId);
    return this.#send('block_actions', {
      container: { type: 'view', view_id: `V-home-${this.user.id}` },
      view: { id: `V-home-${this.user.id}`, ...home.view, hash: home.hash },
      actions: [pressed(pressable, value, this.#parts.ground.ids.ts())],
    });
  }

  /** Sends the uppermost form. Values by the labels of their fields. */
  submit(
    values: Readonly<Record<string, string>> = {},
    files: readonly PersonFile[] = [],
  ): Invocation {
    const form = this.form();
    if (form === undefined) throw new Error('no form is open');
    for (const label of Object.keys(values)) {
      if (!fieldsOf(form.view.blocks).includes(label))
        throw new Error(`the form has no field ${label}`);
    }
    const uploaded = files.map((one) => this.#upload(one));
    const state = stateOf(form.view.blocks, values, uploaded);
    const sent = this.#send('view_submission', {
      view: this.#parts.views.api(form, state),
      response_urls: [],
    });
    void sent.answered.then(() => this.#afterSubmit(form, sent));
    return sent;
  }

  /** The uppermost form. */
  form(): OpenView | undefined {
    return this.#parts.views.stackOf(this.user.id).at(-1);
  }

  /** Suggestions of a list that asks the app. */
  suggest(actionId: string, value: string): Invocation {
    const form = this.form();
    const pressable = pressableOf(form?.view.blocks ?? [], actionId);
    return this.#send('block_suggestion', {
      action_id: actionId,
      block_id: pressable.blockId,
      value,
      container: { type: 'view', view_id: form?.id ?? '' },
      ...(form && { view: this.#parts.views.api(form) }),
    });
  }

  react(ts: string, emoji: string): Invocation | undefined {
    const one = this.#message(ts);
    const users = one.reactions.get(emoji) ?? [];
    if (users.includes(this.user.id)) return undefined;
    one.reactions.set(emoji, [...users, this.user.id]);
    return this.#reaction('reaction_added', one, emoji);
  }

  unreact(ts: string, emoji: string): Invocation | undefined {
    const one = this.#message(ts);
    const users = one.reactions.get(emoji) ?? [];
    if (!users.includes(this.user.id)) return undefined;
    one.reactions.set(
      emoji,
      users.filter((id) => id !== this.user.id),
    );
    return this.#reaction('reaction_removed', one, emoji);
  }

  /** Opens the app, at one of its tabs: Slack tells of each by the same event. */
  openHome(tab: 'home' | 'messages' = 'home'): Invocation {
    return this.#event({
      type: 'app_home_opened',
      user: this.user.id,
      channel: this.channel.id,
      tab,
    });
  }

  /** Posts a message with files, as people do. */
  say(text: string, files: readonly FakeFile[] = [], threadTs: string | null = null): FakeMessage {
    const one: FakeMessage = {
      ts: this.#parts.ground.ids.ts(),
      user: this.user.id,
      isOurs: false,
      threadTs,
      ephemeralFor: null,
      text,
      blocks: [],
      earlier: [],
      metadata: null,
      files: files.map(({ id }) => id),
      reactions: new Map(),
      edited: false,
      deleted: false,
    };
    this.channel.all.push(one);
    return one;
  }

  /** What is to be seen here, oldest first, with what only this person sees. */
  sees(): readonly FakeMessage[] {
    return this.channel.all.filter(
      ({ deleted, ephemeralFor }) =>
        !deleted && (ephemeralFor === null || ephemeralFor === this.user.id),
    );
  }

  #upload({ name, bytes }: PersonFile): FakeFile {
    if (bytes.length > FORM_FILE_BYTES) throw new Error('a form takes files up to 10 MB');
    return this.#parts.world.files.addOfPerson(this.user.id, name, Buffer.from(bytes));
  }

  /** An accepted form closes, unless the answer keeps it open or replaces it. */
  #afterSubmit(form: OpenView, sent: Invocation): void {
    if (sent.failed) return;
    const { views, ground } = this.#parts;
    const body = sent.ackBody;
    const answer: Json = typeof body === 'object' && body !== null ? { ...body } : {};
    if (answer['response_action'] === 'errors') return;
    if (answer['response_action'] === 'update') views.update(form.id, undefined, answer['view']);
    else form.isOpen = false;
    if (answer['response_action'] === 'push') views.add(this.user.id, answer['view'], true);
    if (answer['response_action'] === 'clear') {
      for (const one of views.stackOf(this.user.id)) one.isOpen = false;
    }
    ground.moved();
  }

  #send(type: string, more: Json): Invocation {
    const payload = { ...interactivePayload(type, this.user, this.#trigger()), ...more };
    return this.#parts.delivery.send('interactive', payload);
  }

  #reaction(type: string, one: FakeMessage, emoji: string): Invocation | undefined {
    // Slack tells an app only of channels that it is in.
    if (!this.channel.members.has(BOT_USER)) return undefined;
    return this.#event({
      type,
      user: this.user.id,
      reaction: emoji,
      item_user: one.user,
      item: { type: 'message', channel: this.channel.id, ts: one.ts },
      event_ts: this.#parts.ground.ids.ts(),
    });
  }

  #event(event: Json): Invocation {
    const { ground, delivery } = this.#parts;
    const id = `Ev${ground.ids.next('E')}`;
    return delivery.event(eventPayload(id, event, ground.clock.now()));
  }

  #trigger(): string {
    return this.#parts.triggers.make(this.user.id);
  }

  #responseUrl({ ts, threadTs }: FakeMessage): string {
    const { channel, user } = this;
    return this.#parts.responses.make({ user: user.id, channel, ts, threadTs });
  }

  #channelApi(): Json {
    return { id: this.channel.id, name: this.channel.name };
  }

  #messageApi(one: FakeMessage): Json {
    const api = this.#parts.world.messageApi(this.channel, one, { includeAllMetadata: false });
    const { files } = this.#parts.world;
    const stubs = one.files.flatMap((id) => {
      const file = files.all.get(id);
      return file === undefined ? [] : [files.stub(file)];
    });
    return stubs.length === 0 ? api : { ...api, files: stubs };
  }

  /** Also one that is gone: a client may not have heard of it yet. */
  #message(ts: string): FakeMessage {
    const one = this.channel.all.find((message) => message.ts === ts);
    if (one === undefined) throw new Error(`there is no message ${ts}`);
    return one;
  }
}
