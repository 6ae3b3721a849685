import type { ImageType } from '../domain/side.ts';
import type { Locale } from '../domain/person.ts';

/**
 * A card is plain data: what one message says, in words a person reads. Pure functions make it from
 * state, each surface has one pure renderer for it. Texts are plain: renderers escape them.
 */
export interface Card {
  readonly kind: 'header' | 'image' | 'ending' | 'private';
  /** The side that an image or an ending is of. */
  readonly side?: 'A' | 'B';
  /** The language it is in, for what a surface has to add of its own. */
  readonly locale?: Locale;
  readonly heading: string;
  readonly lines: readonly Line[];
  readonly image?: CardImage;
  /** Blob key of the image that Details are of. */
  readonly original?: string;
  /** The one picture that a private card is about. */
  readonly picture?: CardThumbnail;
  /** Small pictures of references, in Details. */
  readonly thumbnails?: readonly CardThumbnail[];
  readonly badges: readonly string[];
  /** Rows of buttons, in an order that stays the same. */
  readonly rows: readonly (readonly Button[])[];
  /** Lists of buttons, above the rows, on private cards. */
  readonly selects?: readonly Select[];
}

/** Buttons too many to stand side by side: choosing one presses it. The likeliest come first. */
export interface Select {
  readonly label: string;
  readonly options: readonly {
    /** See `encodeAction`. */
    readonly id: string;
    readonly label: string;
    readonly hint?: string;
    /** It is what the card shows now. */
    readonly chosen?: boolean;
  }[];
}

/** A line of text; with `since` a surface shows the time running from then, with `link` where to go. */
export interface Line {
  readonly text: string;
  /** The side the line speaks of. */
  readonly side?: 'A' | 'B';
  /** Milliseconds since the epoch. */
  readonly since?: number;
  /** Where the message it speaks of is, as its surface links to messages. */
  readonly link?: string;
  /** It names the lines below it. */
  readonly title?: boolean;
  /** Something a person wrote: shown as a quotation. */
  readonly quote?: boolean;
  /** A small picture beside the line, in galleries. */
  readonly picture?: CardThumbnail;
}

/** The one picture of an image message. Pixels. */
export interface CardImage {
  readonly key: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly type: ImageType;
  readonly bytes: number;
  /** What a download is called. */
  readonly fileName: string;
  /** Set in channels that show pictures only to who asks for them. */
  readonly spoiler?: true;
}

export interface CardThumbnail {
  readonly key: string;
  readonly label: string;
}

export interface Button {
  /** See `encodeAction`. */
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'plain' | 'danger';
}

/** A form that a button opens; its answers come back with the button's id. */
export interface Form {
  readonly id: string;
  readonly title: string;
  readonly submit: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  /** `files`: images of one's own, where a surface's forms take files. */
  readonly kind: 'text' | 'long' | 'choice' | 'files';
  readonly value: string;
  readonly required: boolean;
  /** Characters. */
  readonly maxLength?: number;
  readonly hint?: string;
  /** For `choice`. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}
