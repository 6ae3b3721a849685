/** An image about to be sent. */
export interface Attachment {
  readonly file: File;
  readonly preview: string;
}

export interface Suggestion {
  /** Replaces the word being typed. */
  readonly insert: string;
  readonly label: string;
}

/** What the composer shows; the text in its box is the browser's. */
export interface ComposerState {
  readonly attachments: readonly Attachment[];
  readonly suggestions: readonly Suggestion[];
  /** Whether a line is being sent. */
  readonly busy: boolean;
}

export const EMPTY_COMPOSER: ComposerState = { attachments: [], suggestions: [], busy: false };
