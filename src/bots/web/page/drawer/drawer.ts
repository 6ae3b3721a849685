import type { CardJson as Card, ReplyJson } from '../../render.ts';

type Form = Extract<ReplyJson, { type: 'form' }>['form'];

/** Pages that one can go back to, at most. */
const MAX_PAGES = 12;

interface Page {
  /** Its own for as long as the page is there. */
  readonly key: number;
}

/** An answer that only this person sees. */
export interface CardPage extends Page {
  readonly type: 'card';
  readonly card: Card;
}

export interface FormPage extends Page {
  readonly type: 'form';
  readonly form: Form;
  /** Why the hub refused what was typed. */
  readonly refusal: string | null;
  readonly sending: boolean;
}

export type DrawerPage = CardPage | FormPage;

/** What opens at the side. The last page is shown; the others are behind it. Without pages it is closed. */
export interface Drawer {
  readonly pages: readonly DrawerPage[];
  /** The key of the next page. */
  readonly next: number;
}

/** One line about what was pressed last, until the next or until it is dismissed. */
export interface Toast {
  /** Another for each, also when it says the same again. */
  readonly key: number;
  readonly text: string;
}

export const CLOSED: Drawer = { pages: [], next: 1 };

/** Where something was pressed: the button's id, and the key of the page it is on. */
export interface Pressed {
  readonly id: string;
  readonly page: number;
}

export function shownPage({ pages }: Drawer): DrawerPage | undefined {
  return pages.at(-1);
}

/** Shows the card that answers a press in the drawer, or, with null, one in the chat. */
export function withCard(drawer: Drawer, card: Card, pressed: Pressed | null): Drawer {
  const at = drawer.pages.findIndex(({ key }) => key === pressed?.page);
  const from = drawer.pages[at];
  if (from === undefined || pressed === null) return added(drawer, typedPages(drawer), { card });
  // A list keeps its place on the page when one of its choices was taken.
  if (from.type === 'card' && from.card.heading === card.heading && !hasButton(from, pressed.id)) {
    return replaced(drawer, from.key, { ...from, card });
  }
  const same = drawer.pages.findIndex(
    (one) => one.type === 'card' && one.card.heading === card.heading,
  );
  const isDecided = from.type === 'form' || decides(from, pressed.id);
  const kept = same === -1 ? at + (isDecided ? 0 : 1) : same;
  return added(drawer, drawer.pages.slice(0, kept), { card });
}

/** Opens a form over the page with its button, or, with null, for a press in the chat. */
export function withForm(drawer: Drawer, form: Form, pressed: Pressed | null): Drawer {
  const open = drawer.pages.find((one) => one.type === 'form' && one.form.id === form.id);
  // What is typed there already stays.
  if (open !== undefined && open.key !== pressed?.page) {
    const others = drawer.pages.filter((one) => one !== open);
    return { ...drawer, pages: [...others, open] };
  }
  const at = drawer.pages.findIndex(({ key }) => key === pressed?.page);
  const before = at === -1 ? typedPages(drawer) : drawer.pages.slice(0, at + 1);
  const kept = before.filter((one) => one !== open);
  return added(drawer, kept, { form, refusal: null, sending: false });
}

/** Puts the newest content of a card in its place. */
export function withNewer(drawer: Drawer, key: number, card: Card): Drawer {
  return replaced(drawer, key, { type: 'card', key, card });
}

export function withSending(drawer: Drawer, key: number): Drawer {
  return changedForm(drawer, key, { sending: true, refusal: null });
}

export function withRefusal(drawer: Drawer, key: number, refusal: string): Drawer {
  return changedForm(drawer, key, { sending: false, refusal });
}

/** Without a page and all that was opened from it. */
export function without(drawer: Drawer, key: number): Drawer {
  const at = drawer.pages.findIndex((one) => one.key === key);
  return at === -1 ? drawer : { ...drawer, pages: drawer.pages.slice(0, at) };
}

export function closed(drawer: Drawer): Drawer {
  return { ...drawer, pages: [] };
}

/** Pages with what a person typed: no press elsewhere takes them away. */
function typedPages({ pages }: Drawer): readonly DrawerPage[] {
  return pages.filter(({ type }) => type === 'form');
}

function added(
  drawer: Drawer,
  before: readonly DrawerPage[],
  content: Pick<CardPage, 'card'> | Omit<FormPage, 'key' | 'type'>,
): Drawer {
  const { next: key } = drawer;
  const page: DrawerPage =
    'card' in content ? { key, type: 'card', ...content } : { key, type: 'form', ...content };
  return { pages: [...before, page].slice(-MAX_PAGES), next: key + 1 };
}

function replaced(drawer: Drawer, key: number, page: DrawerPage): Drawer {
  return { ...drawer, pages: drawer.pages.map((one) => (one.key === key ? page : one)) };
}

function changedForm(drawer: Drawer, key: number, change: Partial<FormPage>): Drawer {
  const page = drawer.pages.find((one) => one.key === key);
  return page?.type === 'form' ? replaced(drawer, key, { ...page, ...change }) : drawer;
}

function hasButton({ card }: CardPage, id: string): boolean {
  return card.rows.flat().some((one) => one.id === id);
}

/** Whether a button settles what its card asked: nobody goes back to the question then. */
function decides({ card }: CardPage, id: string): boolean {
  return card.rows.flat().some((one) => one.id === id && one.style !== 'plain');
}
