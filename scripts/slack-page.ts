import type { KnownBlock, ModalView } from '@slack/types';
import type { Block } from '../test/fakes/slack/blocks.ts';
import { readBlocks } from '../test/fakes/slack/blocks.ts';
import type { Piece, RichText } from '../test/fakes/slack/rich-text.ts';

type Element = Extract<Block, { type: 'actions' }>['elements'][number];
type Input = Extract<Block, { type: 'input' }>;

/** A message under the app's name, as HTML that resembles Slack's. */
export function messageHtml(blocks: readonly KnownBlock[]): string {
  return `<div class="message"><div class="avatar">D</div><div class="body">
    <div class="who"><b>Diptych</b> <span class="app">APP</span> <span class="grey">9:41 AM</span></div>
    ${blocksHtml(blocks, 'message')}</div></div>`;
}

/** A form with its bar and its buttons. */
export function modalHtml({ title, submit, blocks }: ModalView): string {
  const buttons = `<span class="button">Close</span>${
    submit === undefined ? '' : `<span class="button primary">${escaped(submit.text)}</span>`
  }`;
  return `<div class="modal"><div class="bar">${escaped(title.text)}</div>
    <div class="inside">${blocksHtml(blocks, 'modal')}</div>
    <div class="foot">${submit === undefined ? '' : buttons}</div></div>`;
}

export function homeHtml(blocks: readonly unknown[]): string {
  return `<div class="home">${blocksHtml(blocks, 'home')}</div>`;
}

function blocksHtml(blocks: readonly unknown[], place: 'message' | 'modal' | 'home'): string {
  const read = readBlocks(blocks, place);
  if ('wrong' in read) throw new Error(read.wrong.join('\n'));
  return read.blocks.map(blockHtml).join('\n');
}

function blockHtml(block: Block): string {
  switch (block.type) {
    case 'rich_text':
      return `<div class="block rich">${block.elements.map(partHtml).join('')}</div>`;
    case 'header':
      return `<div class="block header">${escaped(block.text.text)}</div>`;
    case 'divider':
      return '<hr>';
    case 'section':
      return `<div class="block section"><div>${escaped(block.text?.text ?? '')}${fieldsHtml(block)}</div>${
        block.accessory?.type === 'image' ? pictureHtml(block.accessory, 'small') : ''
      }</div>`;
    case 'context':
      return `<div class="block context">${block.elements
        .map((one) => (one.type === 'image' ? pictureHtml(one, 'tiny') : escaped(one.text)))
        .join(' ')}</div>`;
    case 'image':
      return `<div class="block">${pictureHtml(block, 'large')}</div>`;
    case 'actions':
      return `<div class="block actions">${block.elements.map(elementHtml).join('')}</div>`;
    case 'input':
      return inputHtml(block);
  }
}

/** The only markup of ours is a link. */
function fieldsHtml({ fields = [] }: Extract<Block, { type: 'section' }>): string {
  return fields
    .map(({ text }) => `<div><a>${escaped(text.replace(/^<.*\|(.*)>$/, '$1'))}</a></div>`)
    .join('');
}

function partHtml(part: RichText['elements'][number]): string {
  if (part.type === 'rich_text_list') return '';
  const html = part.elements.map(pieceHtml).join('');
  return part.type === 'rich_text_quote'
    ? `<blockquote>${html}</blockquote>`
    : `<div>${html}</div>`;
}

function pieceHtml(piece: Piece): string {
  switch (piece.type) {
    case 'text':
      return piece.style?.bold === true ? `<b>${escaped(piece.text)}</b>` : escaped(piece.text);
    case 'link':
      return `<a href="${escaped(piece.url)}">${escaped(piece.text ?? piece.url)}</a>`;
    case 'date':
      return '2 minutes ago';
    default:
      return '';
  }
}

function elementHtml(element: Element): string {
  if (element.type === 'button') {
    const asks = element.confirm === undefined ? '' : confirmHtml(element.confirm);
    return `<span class="button ${element.style ?? ''}">${escaped(element.text.text)}</span>${asks}`;
  }
  if (element.type !== 'static_select') return '';
  const shown = element.initial_option?.text.text ?? element.placeholder?.text ?? '';
  return `<span class="button select">${escaped(shown)} ▾</span>`;
}

function confirmHtml(one: NonNullable<Extract<Element, { type: 'button' }>['confirm']>): string {
  const { title, text, confirm, deny } = one;
  return `<div class="confirm"><b>${escaped(title.text)}</b><p>${escaped(text.text)}</p>
    <span class="button">${escaped(deny.text)}</span>
    <span class="button danger full">${escaped(confirm.text)}</span></div>`;
}

function inputHtml({ label, hint, optional, element }: Input): string {
  const note = optional === true ? ' <span class="grey">(optional)</span>' : '';
  return `<div class="block input"><label>${escaped(label.text)}${note}</label>${fieldHtml(element)}${
    hint === undefined ? '' : `<div class="context">${escaped(hint.text)}</div>`
  }</div>`;
}

function fieldHtml(element: Input['element']): string {
  switch (element.type) {
    case 'plain_text_input':
      return `<div class="field ${element.multiline === true ? 'tall' : ''}">${escaped(element.initial_value ?? '')}</div>`;
    case 'static_select':
      return `<div class="field">${escaped(element.initial_option?.text.text ?? 'Select an item')} ▾</div>`;
    case 'file_input':
      return '<span class="button">Add files</span>';
    default:
      return '';
  }
}

/** A picture in colours of its own: what matters is its place and size. */
function pictureHtml({ alt_text: alt }: { alt_text: string }, size: string): string {
  const hue = Buffer.from(alt).reduce((sum, byte) => (sum * 31 + byte) % 360, 7);
  const colours = `hsl(${hue} 60% 70%), hsl(${(hue + 70) % 360} 50% 40%)`;
  return `<div class="picture ${size}" style="background:linear-gradient(135deg, ${colours})"></div>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export const STYLE = `
  body { font: 15px/1.46 Lato, "Liberation Sans", "DejaVu Sans", sans-serif; color: #1d1c1d; margin: 20px; width: 760px; }
  h2 { font-size: 12px; color: #888; margin: 26px 0 6px; }
  .message { display: flex; gap: 8px; } .body { flex: 1; min-width: 0; }
  .avatar { width: 36px; height: 36px; border-radius: 6px; background: #4a154b; color: #fff; text-align: center; line-height: 36px; font-weight: bold; }
  .app { background: #ddd; font-size: 10px; padding: 0 3px; border-radius: 2px; } .grey, .context { color: #616061; font-size: 12.5px; }
  .block { margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere; } .header { font-size: 18px; font-weight: 900; margin-top: 14px; }
  blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid #ddd; } a { color: #1264a3; text-decoration: none; }
  .section { display: flex; justify-content: space-between; gap: 12px; } .section > div:first-child { flex: 1; min-width: 0; }
  .picture { border-radius: 8px; } .large { width: 360px; height: 360px; } .small { width: 88px; height: 88px; flex: none; } .tiny { width: 20px; height: 20px; }
  .actions { display: flex; flex-wrap: wrap; gap: 8px; }
  .button { border: 1px solid #bbb; border-radius: 4px; padding: 2px 12px; font-size: 13px; font-weight: bold; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; max-width: 300px; display: inline-block; }
  .primary { background: #007a5a; color: #fff; border-color: #007a5a; } .danger { color: #e01e5a; border-color: #e01e5a; } .danger.full { background: #e01e5a; color: #fff; }
  .select { font-weight: normal; min-width: 180px; }
  .confirm { border: 1px solid #ddd; border-radius: 8px; padding: 12px; width: 400px; box-shadow: 0 2px 8px #ccc; white-space: normal; }
  .modal { width: 520px; border: 1px solid #ddd; border-radius: 8px; box-shadow: 0 2px 10px #ccc; } .bar { font-size: 20px; font-weight: 900; padding: 16px 24px; border-bottom: 1px solid #eee; }
  .inside { padding: 8px 24px; } .foot { padding: 12px 24px; text-align: right; border-top: 1px solid #eee; }
  label { font-weight: bold; display: block; } .field { border: 1px solid #bbb; border-radius: 4px; padding: 6px 10px; min-height: 20px; } .tall { min-height: 90px; }
  .home { width: 640px; } hr { border: 0; border-top: 1px solid #ddd; margin: 14px 0; }
`;
