import { namedBy } from '../../core/chat/action.ts';
import { optionsBehind } from '../../core/cards/forms.ts';
import type { Caller } from '../../core/domain/person.ts';
import { DONE, type PressReply } from '../../core/studio/base/reply.ts';
import { words } from '../../core/words/words.ts';
import { type Ack, inTime } from './acknowledge.ts';
import { sentence } from './answers.ts';
import { Desk } from './desk.ts';
import { errorsFor, filesIn, formView, valuesOf } from './forms.ts';
import type { Reach, SeenView } from './read.ts';
import { attachmentOf } from './references.ts';
import { cardView, sentenceView } from './render-private.ts';
import type { ShownFiles } from './shown-files.ts';

type Sent = Reach & { readonly view: SeenView };

/** Forms that were sent. */
export class Submissions {
  readonly #desk: Desk;
  readonly #files: ShownFiles;

  constructor(desk: Desk, files: ShownFiles) {
    this.#desk = desk;
    this.#files = files;
  }

  /**
   * Decides, then acknowledges: a refusal stands in the form, and what was typed stays. A decision that takes too long
   * closes the form, and is told as a message; so `users.info` is awaited only where the decision needs the person’s role.
   */
  async handle(sent: Sent, ack: Ack): Promise<void> {
    let reply: PressReply = DONE;
    let reader = this.#desk.known(sent);
    let first: Promise<boolean> | undefined;
    // A decision that is made again, once the person's role is known, is of the same delivery.
    const isFirst = (caller: Caller) => (first ??= this.#desk.isFirst(caller, sent));
    const act = async (caller: Caller) => {
      reader = caller;
      reply = await this.#act(caller, sent, isFirst);
    };
    const decision = this.#desk.runRemembered(sent, act, namedBy(sent.view.formId));
    const refusal = await inTime(this.#desk.parts.clock, decision);
    if (refusal === 'late') {
      await ack();
      return this.#tell(sent, (await decision) ?? lateText(reply, reader));
    }
    if (refusal !== undefined) return ack(this.#refused(sent, refusal, reader));
    await ack(this.#shown(sent, reply, reader));
    if (reply.type === 'said' && !isNowhere(sent)) await this.#tell(sent, reply.text);
  }

  async #act(
    caller: Caller,
    sent: Sent,
    isFirst: (caller: Caller) => Promise<boolean>,
  ): Promise<PressReply> {
    const { studio } = this.#desk.parts;
    const { formId, state } = sent.view;
    const values = valuesOf(state);
    const behind = optionsBehind(formId);
    if (behind !== undefined) {
      await this.#generate(caller, sent, { ...behind, ...values });
      return DONE;
    }
    if (!(await isFirst(caller))) return DONE;
    return studio.press.press(caller, formId, values);
  }

  async #generate(
    caller: Caller,
    sent: Sent,
    options: Readonly<Record<string, string>>,
  ): Promise<void> {
    const { studio, references } = this.#desk.parts;
    const attached = filesIn(sent.view.state);
    const { files: before = [] } = sent.view.meta;
    await studio.generate.accept(caller, {
      options,
      attachments: async () => [
        ...(await references.attachments(before)),
        ...attached.map(attachmentOf),
      ],
      sent: [...before, ...attached.map(({ id }) => id)],
      requestKey: Desk.keyOf(sent),
      ...this.#desk.answering(sent),
    });
  }

  #refused({ view }: Sent, text: string, { locale }: Caller): object {
    const errors = errorsFor(view, text);
    if (Object.keys(errors).length > 0) return { response_action: 'errors', errors };
    return { response_action: 'update', view: sentenceView(text, view.meta, locale) };
  }

  /** What the acknowledgement puts in the form's place; undefined closes it. */
  #shown(sent: Sent, reply: PressReply, caller: Caller): object | undefined {
    const { meta } = sent.view;
    const { locale } = caller;
    switch (reply.type) {
      case 'done':
        return undefined;
      case 'said':
        return isNowhere(sent) ? update(sentenceView(reply.text, meta, locale)) : undefined;
      case 'form':
        return update(formView(reply.form, meta, locale));
      case 'card': {
        const files = this.#files.of(caller, reply.card);
        return update(cardView(reply.card, { files, meta, locale }));
      }
    }
  }

  async #tell(sent: Sent, text: string | undefined): Promise<void> {
    if (text !== undefined) await this.#desk.parts.answers.message(sent, sentence(text));
  }
}

/** What came after the form had to close. */
function lateText(reply: PressReply, { locale }: Caller): string | undefined {
  if (reply.type === 'done') return undefined;
  return reply.type === 'said' ? reply.text : words(locale).slack_too_late();
}

function isNowhere({ channel, responseUrl }: Reach): boolean {
  return channel === '' && responseUrl === null;
}

/** Puts a view in the form's place. */
function update(view: object): object {
  return { response_action: 'update', view };
}
