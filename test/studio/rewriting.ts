import type { Action } from '../../src/core/chat/action.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Failure } from '../../src/core/domain/failure.ts';
import type { Generation } from '../../src/core/domain/pair.ts';
import type { Caller } from '../../src/core/domain/person.ts';
import type { PressReply } from '../../src/core/studio/base/reply.ts';
import { ScriptedText } from '../fakes/scripted-text.ts';
import { aCaller } from '../values.ts';
import { Hub, type HubOptions } from './hub.ts';

type RewriteAction = Extract<
  Action['type'],
  'rewrite' | 'rewrite_send' | 'rewrite_edit' | 'rewrite_discard' | 'edit'
>;

const REFUSAL: Failure = {
  kind: 'safety_block',
  detail: 'Your request was rejected by the safety system.',
  stage: 'input',
  categories: ['violence'],
};

/** A hub with a text model that waits, and a pair whose side A is blocked. */
export class Rewriting {
  readonly text: ScriptedText;
  readonly hub: Hub;
  pair = '';
  /** The blocked generation. */
  a = '';

  constructor({ always, ...options }: HubOptions & { readonly always?: unknown } = {}) {
    this.text = new ScriptedText({ seesPictures: false, always });
    this.hub = new Hub({ textModels: [this.text], ...options });
  }

  async blocked(prompt = 'a duel with swords', failure: Failure = REFUSAL): Promise<this> {
    await this.hub.start();
    // The plan's own question is not what these tests are about.
    const planning = this.hub.generate(prompt);
    await this.hub.settle();
    for (const { request, fail } of this.text.calls) {
      if (request.purpose === 'classification') fail(new Error('no plan'));
    }
    this.pair = await planning;
    await this.hub.settle();
    this.a = this.hub.newest(this.pair, 'A').id;
    await this.block(failure);
    return this;
  }

  /** The newest run of side A is refused. */
  async block(failure: Failure = REFUSAL): Promise<void> {
    this.hub.queue.fail(this.hub.queue.jobOf('A'), failure);
    await this.hub.settle();
  }

  press(
    type: RewriteAction,
    { who = aCaller(), values, of = this.a }: Partial<Pressing> = {},
  ): Promise<PressReply> {
    return this.hub.press({ type, generation: of }, who, values);
  }

  /** Presses Rewrite & retry, and has the text model answer. */
  async rewritten(rewrite: string): Promise<void> {
    await this.press('rewrite');
    await this.answer({ rewrite });
  }

  async answer(value: unknown): Promise<void> {
    this.text.call().answer(value);
    await this.hub.settle();
  }

  /** Calls for a wording: what the text model was asked. */
  get asked() {
    return this.text.calls.filter(({ request }) => request.purpose === 'rewrite');
  }

  /** The ledger's rows for wordings. */
  get paid() {
    return this.hub.store.calls.ofPair(this.pair).filter(({ purpose }) => purpose === 'rewrite');
  }

  get row() {
    return this.hub.store.rewrites.get(this.a);
  }

  /** All credits that the asker has ever spent. */
  get credits(): number {
    return this.hub.studio.galleries.credits(aCaller()).credits.lifetime;
  }

  newest(): Generation {
    return this.hub.newest(this.pair, 'A');
  }
}

interface Pressing {
  readonly who: Caller;
  readonly values: unknown;
  readonly of: string;
}

/** Texts of a private card, one a line. Throws for another reply. */
export function textOf(reply: PressReply): string {
  const { heading, lines } = cardIn(reply);
  return [heading, ...lines.map((line) => line.text)].join('\n');
}

export function labelsOf(reply: PressReply): readonly string[] {
  return cardIn(reply)
    .rows.flat()
    .map((one) => one.label);
}

function cardIn(reply: PressReply): Card {
  if (reply.type !== 'card') throw new Error(`the reply is ${reply.type}, not a card`);
  return reply.card;
}
