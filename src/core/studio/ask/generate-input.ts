import type { Attachment } from '../../ports/attachment.ts';
import type { FirstAnswer, PrivateAnswer } from '../../ports/surface.ts';

/** A request as a surface received it. */
export interface GenerateInput {
  readonly options: unknown;
  /** A function is called only for a new request. */
  readonly attachments: readonly Attachment[] | (() => Promise<readonly Attachment[]>);
  /** What the request names beside its options, when `attachments` is a function. */
  readonly sent?: readonly unknown[];
  /** The same for each delivery of one request; null when the surface has no such key. */
  readonly requestKey: string | null;
  /** Gives the first pair's header as the first answer; without it that header is posted too. */
  readonly answer?: FirstAnswer;
  /** Called once the request is accepted and stored, before that is on the disk. What it says must not outlive a power cut. */
  readonly accepted?: () => void;
  /** Says privately why the chat refuses that answer. */
  readonly sayInstead?: PrivateAnswer;
}

/** How a request is answered. */
export type Answering = Pick<GenerateInput, 'answer' | 'accepted' | 'sayInstead'>;
