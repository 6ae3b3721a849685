import type { ImageType } from '../domain/side.ts';
import type { Locale } from '../domain/person.ts';

/**
 * The content of one message, as plain data. Pure functions make it from state, and a pure renderer of each surface
 * shows it. Texts are plain: renderers escape them.
 */
export interface Card {
  readonly kind: 'header' | 'image' | 'ending' | 'private';
  /** The side that an image or an ending is of. */
  readonly side?: 'A' | 'B';
  /** The language, for texts that a surface adds. */
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
  /** Rows of buttons, always in the same order. */
  readonly rows: readonly (readonly Button[])[];
  /** Lists of buttons, above the rows, on private cards. */
  readonly selects?: readonly Select[];
}

/** A list for many buttons: choosing an option presses it. The most likely options come first. */
export interface Select {
  readonly label: string;
  readonly options: readonly {
    /** See `encodeAction`. */
    readonly id: string;
    readonly label: string;
    readonly hint?: string;
    /** The card shows this option now. */
    readonly chosen?: boolean;
  }[];
}

/** A line of text. With `since`, a surface shows the time since then. */
export interface Line {
  readonly text: string;
  /** The side that the line is about. */
  readonly side?: 'A' | 'B';
  /** Milliseconds since the epoch. */
  readonly since?: number;
  /** The address of the message that the line is about. */
  readonly link?: string;
  /** The line is the title of those below. */
  readonly title?: boolean;
  /** The line is shown as a quotation of a person. */
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
  /** The file name of a download. */
  readonly fileName: string;
  /** Set in channels that hide pictures until somebody asks to see them. */
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
  /** A text above the fields. */
  readonly about?: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  readonly label: string;
  /** `files`: images to attach, where the surface's forms take files. `several`: any of the options, none too. */
  readonly kind: 'text' | 'long' | 'choice' | 'several' | 'files';
  /** Of `several`: the values of the options, with commas between. */
  readonly value: string;
  readonly required: boolean;
  /** Characters. */
  readonly maxLength?: number;
  readonly hint?: string;
  /** For `choice` and `several`. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}
