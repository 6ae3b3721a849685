/** What the page gets from the hub: see /api/openapi.json. */
export interface Line {
  readonly text: string;
  readonly side?: 'A' | 'B';
  readonly since?: number;
  readonly link?: string;
  readonly quote?: boolean;
}

export interface CardButton {
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'plain' | 'danger';
}

export interface CardImage {
  readonly url: string;
  readonly download_url: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

export interface Card {
  readonly kind: 'header' | 'image' | 'ending' | 'private';
  readonly side?: 'A' | 'B';
  readonly heading: string;
  readonly lines: readonly Line[];
  readonly image?: CardImage;
  readonly thumbnails?: readonly { readonly url: string; readonly label: string }[];
  readonly badges: readonly string[];
  readonly rows: readonly (readonly CardButton[])[];
}

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly reply_to: string | null;
  readonly at: number;
  /** Null once it was removed. */
  readonly card: Card | null;
  readonly reactions: readonly {
    readonly emoji: string;
    readonly count: number;
    readonly mine: boolean;
  }[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'long' | 'choice';
  readonly value: string;
  readonly required: boolean;
  readonly maxLength?: number;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

export interface Form {
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
}

export type Reply =
  | { readonly type: 'done' }
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'card'; readonly card: Card }
  | { readonly type: 'form'; readonly form: Form };

/** Something only this person sees, under the messages until it is dismissed. */
export interface Aside {
  readonly key: number;
  readonly card: Card;
}

/** An image about to be sent. */
export interface Attachment {
  readonly file: File;
  readonly preview: string;
}

/** Who is asking, and whom one may be instead (nobody, with a token). */
export interface Me {
  readonly name: string;
  readonly admin: boolean;
  readonly people: readonly { readonly name: string; readonly admin: boolean }[];
}

export interface State {
  readonly me: Me | null;
  readonly messages: ReadonlyMap<string, Message>;
  /** Ids, oldest first. */
  readonly order: readonly string[];
  readonly asides: readonly Aside[];
  readonly more: boolean;
  readonly connected: boolean;
  readonly form: Form | null;
  readonly enlarged: CardImage | null;
  readonly signIn: boolean;
  /** What to say to a screen reader. */
  readonly announced: string;
  readonly attachments: readonly Attachment[];
  readonly suggestions: readonly Suggestion[];
  /** Id of the oldest message that came while the page was not looked at. */
  readonly unread: string | null;
  readonly busy: boolean;
}

export interface Suggestion {
  /** What it puts in place of the word being typed. */
  readonly insert: string;
  readonly label: string;
}
