import { type Block, type BlocksPlace, readBlocks } from '../fakes/slack/blocks.ts';
import type { Piece } from '../fakes/slack/rich-text.ts';

type Actions = Extract<Block, { type: 'actions' }>['elements'][number];

export interface DrawnButton {
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'danger' | 'plain';
  /** What Slack asks before it sends the press: title, text, yes, no. */
  readonly asks: readonly string[] | null;
}
export interface DrawnSelect {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | null;
}

/** Blocks as a client draws them. */
export interface Drawn {
  /** What is read, a line a line: quotations with `> `, running times in full. */
  readonly text: string;
  /** UTF-16 units of all text but that of buttons and lists. */
  readonly units: number;
  readonly bold: readonly string[];
  readonly links: readonly { readonly text: string; readonly url: string }[];
  readonly images: readonly { readonly file: string; readonly alt: string }[];
  readonly buttons: readonly DrawnButton[];
  readonly selects: readonly DrawnSelect[];
  readonly fields: readonly { readonly label: string; readonly hint: string }[];
}

/** Blocks as a client draws them. Throws, with its reasons, for what Slack refuses, and for markup. */
export function drawn(blocks: unknown, place: BlocksPlace = 'message'): Drawn {
  const read = readBlocks(blocks, place);
  if ('wrong' in read) throw new Error(`Slack refuses this: ${read.wrong.join(', ')}`);
  const drawing = new Drawing();
  for (const block of read.blocks) drawing.add(block);
  const { lines, ...rest } = drawing;
  return { ...rest, text: lines.join('\n') };
}

class Drawing {
  units = 0;
  readonly lines: string[] = [];
  readonly bold: string[] = [];
  readonly links: { text: string; url: string }[] = [];
  readonly images: { file: string; alt: string }[] = [];
  readonly buttons: DrawnButton[] = [];
  readonly selects: DrawnSelect[] = [];
  readonly fields: { label: string; hint: string }[] = [];

  add(block: Block): void {
    switch (block.type) {
      case 'rich_text':
        this.#rich(block);
        break;
      case 'header':
        this.#line(block.text.text);
        break;
      case 'section':
        if (block.text !== undefined) this.#line(inert(block.text));
        for (const field of block.fields ?? []) this.#link(field.text);
        if (block.accessory?.type === 'image') this.#image(block.accessory);
        else if (block.accessory !== undefined) this.#element(block.accessory);
        break;
      case 'context':
        for (const one of block.elements) {
          if (one.type === 'image') this.#image(one);
          else this.#line(inert(one));
        }
        break;
      case 'image':
        this.#image(block);
        break;
      case 'actions':
        for (const one of block.elements) this.#element(one);
        break;
      case 'input':
        this.fields.push({ label: block.label.text, hint: block.hint?.text ?? '' });
        break;
      case 'divider':
        break;
    }
  }

  #line(text: string, before = ''): void {
    this.units += text.length;
    this.lines.push(text.replace(/^/gm, before));
  }

  #rich({ elements }: Extract<Block, { type: 'rich_text' }>): void {
    for (const part of elements) {
      if (part.type === 'rich_text_list') throw new Error('no card has a list');
      const text = part.elements.map((piece) => this.#piece(piece)).join('');
      this.#line(text, part.type === 'rich_text_quote' ? '> ' : '');
    }
  }

  /** The only markup there is: a link in words of our own. */
  #link(text: string): void {
    const [, url, label] = /^<(https:[^<>|\s]+)\|(Open the message|메시지 열기)>$/.exec(text) ?? [];
    if (url === undefined || label === undefined) throw new Error(`this is no link: ${text}`);
    this.links.push({ text: label, url });
    this.#line(label);
  }

  #piece(piece: Piece): string {
    switch (piece.type) {
      case 'text':
        if (piece.style?.bold === true) this.bold.push(piece.text);
        return piece.text;
      case 'link':
        this.links.push({ text: piece.text ?? piece.url, url: piece.url });
        return piece.text ?? piece.url;
      case 'date':
        return piece.fallback ?? '';
      default:
        throw new Error(`no card has a piece of type ${piece.type}`);
    }
  }

  #image(one: { alt_text: string; slack_file?: { id: string } | { url: string } | undefined }) {
    const file = one.slack_file;
    this.images.push({ file: file && 'id' in file ? file.id : '', alt: one.alt_text });
  }

  #element(one: Actions): void {
    const id = one.action_id ?? '';
    if (one.type === 'button') {
      const { title, text, confirm, deny } = one.confirm ?? {};
      const asks = [title, text, confirm, deny].flatMap((part) => part?.text ?? []);
      this.buttons.push({
        id,
        label: one.text.text,
        style: one.style ?? 'plain',
        asks: one.confirm === undefined ? null : asks,
      });
    } else if (one.type === 'static_select') {
      this.selects.push({
        id,
        label: one.placeholder?.text ?? '',
        options: (one.options ?? []).map(({ value, text }) => ({ id: value, label: text.text })),
        chosen: one.initial_option?.text.text ?? null,
      });
    } else throw new Error(`no card has an element of type ${one.type}`);
  }
}

function inert({ type, text }: { readonly type: string; readonly text: string }): string {
  if (type !== 'plain_text') throw new Error(`this text may become markup: ${text}`);
  return text;
}
