import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../core/ports/system.ts';
import { codeOf, isFileNotReady } from './errors.ts';
import type { Reach } from './read.ts';
import { withoutFiles } from './without-files.ts';

/** Milliseconds after which a form opens without its content: the trigger of a press serves for about 3 s. */
const LOADING_MS = 500;

const openedSchema = z.object({ view: z.object({ id: z.string(), hash: z.string() }) });
type Opened = z.infer<typeof openedSchema>['view'];

/** A trigger that is used up, or too old. */
const TOO_LATE: ReadonlySet<string | undefined> = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'invalid_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);
/** The person has closed the form, or it shows something newer. */
const CLOSED: ReadonlySet<string | undefined> = new Set(['not_found', 'hash_conflict']);

/** The form that one press opens, or that it was made in. */
export class Modal {
  readonly #client: WebClient;
  readonly #clock: Clock;
  readonly #reach: Pick<Reach, 'trigger' | 'view'>;
  #opening: Promise<Opened | undefined> | null = null;
  #stopLoading: (() => void) | null = null;
  /** As the form was shown last: Slack then refuses to write over what came since. */
  #shown: Opened | null = null;

  constructor(parts: { readonly client: WebClient; readonly clock: Clock }, reach: Reach) {
    this.#client = parts.client;
    this.#clock = parts.clock;
    this.#reach = reach;
  }

  /** Whether the person has a form before them: what is said to them is said in it. */
  get isOpen(): boolean {
    return this.#reach.view !== null || this.#opening !== null || this.#shown !== null;
  }

  /** Opens the form without its content, unless that is there in time. */
  loading(view: () => ModalView): void {
    if (this.isOpen) return;
    this.#stopLoading = this.#clock.after(LOADING_MS, () => {
      // What goes wrong is seen when the form is to be filled.
      this.#opening = this.#open(view()).catch(() => undefined);
    });
  }

  /** No form is needed. */
  cancel(): void {
    this.#stopLoading?.();
  }

  /** Shows the view in the form, or opens one; without its pictures when Slack has one of them no more. False when it is too late to open one. Throws Slack's other refusals. */
  async show(view: ModalView): Promise<boolean> {
    this.cancel();
    const seen = this.#shown ?? this.#reach.view;
    if (seen !== null) return this.#update(seen, view);
    if (this.#opening === null) return this.#tryOpen(view);
    const opened = await this.#opening;
    return opened === undefined ? false : this.#update(opened, view);
  }

  async #tryOpen(view: ModalView): Promise<boolean> {
    try {
      this.#shown = await this.#open(view);
      return true;
    } catch (cause) {
      if (TOO_LATE.has(codeOf(cause))) return false;
      const plain = isFileNotReady(cause) ? withoutFiles(view) : undefined;
      if (plain === undefined) throw cause;
      // Where the refused call has used the trigger up, this is too late.
      return this.#tryOpen(plain);
    }
  }

  async #open(view: ModalView): Promise<Opened> {
    return openedSchema.parse(
      await this.#client.views.open({ trigger_id: this.#reach.trigger, view }),
    ).view;
  }

  async #update({ id, hash }: Opened, view: ModalView): Promise<boolean> {
    try {
      const updated = await this.#client.views.update({ view_id: id, hash, view });
      this.#shown = openedSchema.parse(updated).view;
    } catch (cause) {
      const plain = isFileNotReady(cause) ? withoutFiles(view) : undefined;
      if (plain !== undefined) return this.#update({ id, hash }, plain);
      if (!CLOSED.has(codeOf(cause))) throw cause;
    }
    return true;
  }
}
