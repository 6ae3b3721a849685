import { readEmoji } from '../../src/core/chat/emoji.ts';
import slackNames from '../../src/core/chat/emoji-names.json' with { type: 'json' };
import type { Block } from '../fakes/slack/blocks.ts';
import type { FakeChannel } from '../fakes/slack/channels.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { Invocation } from '../fakes/slack/invocation.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import type { Person } from '../fakes/slack/person.ts';
import { pressableIn } from '../fakes/slack/pressables.ts';
import { runHub, type RunningHub } from '../web/hub.ts';
import type { Driver, Seat, Seen } from './driver.ts';
import { confirmRemoval } from './removal.ts';
import { setQuota } from './quota.ts';
import { buttonsIn, picturesIn, shownText } from './slack-text.ts';

export interface SlackDriver extends Driver {
  readonly hub: RunningHub;
  readonly slack: FakeSlack;
  readonly channel: FakeChannel;
  /** Somebody of the workspace at a client, in its channel. `you` is an admin. */
  readonly person: (name: string) => Person;
}

export type SlackMode = 'socket' | 'http';

/** A strict Slack with one channel that the app is in, and a real hub that is connected to it. */
export async function slackDriver(
  mode: SlackMode,
  env: Record<string, string> = {},
): Promise<SlackDriver> {
  const slack = await FakeSlack.start();
  slack.rates.on = false;
  const channel = slack.addChannel({ name: 'pictures' });
  const hub = await runHub({ ...settingsFor(slack, mode), ...env });
  if (mode === 'http') slack.deliverTo(behindProxy(hub.url));
  else await slack.until(() => slack.sockets.connections === 2);
  const people = new Map<string, Person>();
  const person = (name: string): Person => {
    const known = people.get(name) ?? newPerson(name);
    people.set(name, known);
    return known;
  };
  const newPerson = (name: string): Person => {
    const user = slack.addUser({ name, role: name === 'you' ? 'admin' : 'member' });
    return slack.person(user, channel);
  };
  return {
    hub,
    slack,
    channel,
    person,
    hidesPool: true,
    seat: (name) => Promise.resolve(new SlackSeat(person(name), slack)),
    setQuota: (credits) => setQuota(hub.home, credits),
    close: async () => {
      await hub.close();
      await slack.close();
      // What the real service would have refused is a fault of ours, wherever it happened.
      if (slack.violations.length > 0) throw new Error(slack.violations.join('\n'));
    },
  };
}

/** The settings of a hub for this fake. */
export function settingsFor(slack: FakeSlack, mode: SlackMode): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_API_URL: slack.apiUrl,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: slack.appToken }
      : { SLACK_SIGNING_SECRET: slack.signingSecret }),
  };
}

/** Where Slack delivers to, through a proxy with a name of its own. */
export function behindProxy(url: string) {
  return {
    url: `${url}/slack/events`,
    headers: {
      'x-forwarded-for': '52.0.0.1',
      'x-forwarded-host': 'diptych.example',
      'x-forwarded-proto': 'https',
    },
  };
}

class SlackSeat implements Seat {
  readonly #person: Person;
  readonly #slack: FakeSlack;
  /** The question that the client itself asks before it sends a press. */
  #question: {
    readonly text: string;
    readonly yes: string;
    readonly send: () => Invocation;
  } | null = null;

  constructor(person: Person, slack: FakeSlack) {
    this.#person = person;
    this.#slack = slack;
  }

  async say(line: string): Promise<void> {
    this.#closeForms();
    const [, command = '', text = ''] = /^(\/\w+)\s*(.*)$/s.exec(line) ?? [];
    const before = this.#answers();
    await this.#person.command(command, text).answered;
    // Slack's acknowledgement says nothing: the answer is a header, a private message or a form.
    await this.#slack.until(() => this.#answers() > before);
  }

  async messages(): Promise<readonly Seen[]> {
    return this.#person.sees().flatMap((one) => (one.ephemeralFor !== null ? [] : [seen(one)]));
  }

  async press(message: Seen, label: string): Promise<void> {
    this.#closeForms();
    const id = message.buttons.find((one) => one.label === label)?.id;
    if (id === undefined) throw new Error(`there was no ${label} on ${message.id}`);
    const asked = confirmOf(this.#shownOn(message.id), id);
    const send = () => this.#person.press(message.id, id);
    if (asked === undefined) await send().answered;
    else this.#question = { ...asked, send };
  }

  async answer(values: Readonly<Record<string, string>>): Promise<void> {
    const form = await this.#slack.until(() => this.#filled());
    const labels = new Map(
      form.view.blocks.flatMap((one) =>
        one.type === 'input' ? [[one.block_id ?? '', one.label.text] as const] : [],
      ),
    );
    const byLabel = Object.entries(values).map(([name, value]) => [
      labels.get(name) ?? name,
      value,
    ]);
    await this.#person.submit(Object.fromEntries(byLabel)).answered;
  }

  /** A form lies over everything else. */
  async told(): Promise<string> {
    if (this.#question !== null) return this.#question.text;
    const view = this.#person.form()?.view;
    if (view !== undefined) return `${view.title.text}\n${shownText(view.blocks)}`;
    return shownText(this.#lastTold()?.blocks ?? []);
  }

  remove(message: Seen): Promise<void> {
    return confirmRemoval(this, message);
  }

  async pressTold(label: string): Promise<void> {
    const question = this.#question;
    this.#question = null;
    if (question?.yes === label) {
      await question.send().answered;
      return;
    }
    const form = this.#person.form();
    const told = this.#lastTold();
    const blocks = form?.view.blocks ?? told?.blocks ?? [];
    const id = buttonsIn(blocks).find((one) => one.label === label)?.id;
    if (id === undefined) throw new Error(`there was no ${label} on what was told`);
    if (form !== undefined) await this.#person.pressInForm(id).answered;
    else await this.#person.press(told?.ts ?? '', id).answered;
  }

  async choose(label: string): Promise<void> {
    const form = this.#person.form();
    const told = this.#lastTold();
    for (const { element } of pressableIn(form?.view.blocks ?? told?.blocks ?? [])) {
      if (element.type !== 'static_select' || element.action_id === undefined) continue;
      const found = element.options?.find((one) => one.text.text.startsWith(label));
      if (found === undefined) continue;
      if (form !== undefined)
        await this.#person.pressInForm(element.action_id, found.value).answered;
      else await this.#person.press(told?.ts ?? '', element.action_id, found.value).answered;
      return;
    }
    throw new Error(`there was no choice ${label}`);
  }

  async picturesTold(): Promise<number> {
    return picturesIn(this.#person.form()?.view.blocks ?? []);
  }

  async react(message: Seen, emoji: string): Promise<void> {
    await this.#person.react(message.id, nameOf(emoji))?.answered;
  }

  async unreact(message: Seen, emoji: string): Promise<void> {
    await this.#person.unreact(message.id, nameOf(emoji))?.answered;
  }

  /** A Slack client keeps nothing that the service does not, and forms close with it. */
  async reload(): Promise<void> {
    this.#closeForms();
  }

  /** How many headers and private answers there were. */
  #answers(): number {
    const seenNow = this.#person.sees().filter((one) => {
      return one.ephemeralFor !== null || (one.isOurs && seen(one).kind === 'header');
    });
    return seenNow.length + this.#slack.views.open.size;
  }

  /** The uppermost form, once it has fields. */
  #filled() {
    const form = this.#person.form();
    return form?.view.blocks.some(({ type }) => type === 'input') === true ? form : undefined;
  }

  #shownOn(id: string): readonly Block[] {
    return this.#person.sees().find((one) => one.ts === id)?.blocks ?? [];
  }

  #closeForms(): void {
    this.#question = null;
    for (let form = this.#person.form(); form !== undefined; form = this.#person.form()) {
      form.isOpen = false;
    }
  }

  #lastTold(): FakeMessage | undefined {
    return this.#person.sees().findLast((one) => one.ephemeralFor !== null);
  }
}

/** What the client asks before it sends a press on this button. */
function confirmOf(blocks: readonly Block[], id: string) {
  const found = pressableIn(blocks).find(({ element }) => element.action_id === id)?.element;
  const confirm = found !== undefined && 'confirm' in found ? found.confirm : undefined;
  if (confirm === undefined) return undefined;
  return { text: `${confirm.title.text}\n${confirm.text.text}`, yes: confirm.confirm.text };
}

/** The name that Slack has for an emoji. */
function nameOf(emoji: string): string {
  const bare = emoji.replaceAll('\u{FE0F}', '');
  const found = Object.entries(slackNames).find(
    ([, picture]) => picture.replaceAll('\u{FE0F}', '') === bare,
  );
  if (found === undefined) throw new Error(`Slack has no name for ${emoji}`);
  return found[0];
}

/** A message as its reader tells it from others: by its Details button, and by its picture. */
function seen(message: FakeMessage): Seen {
  const buttons = buttonsIn(message.blocks);
  const isHeader = buttons.some(
    ({ id }) => id.includes(':pair_details:') || id.includes('example'),
  );
  const isImage = message.blocks.some(({ type }) => type === 'image');
  const text = shownText(message.blocks);
  const side = /^([AB])\b/.exec(text)?.[1];
  return {
    id: message.ts,
    kind: isHeader ? 'header' : isImage ? 'image' : 'ending',
    side: side === 'A' || side === 'B' ? side : null,
    text,
    buttons,
    reactions: [...message.reactions].flatMap(([name, { length }]) =>
      length === 0 ? [] : [`${readEmoji(name)?.exact ?? name} ${length}`],
    ),
  };
}
