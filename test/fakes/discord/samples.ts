export const V2 = 1 << 15;

/** A text display. */
export const text = (content: string) => ({ type: 10, content });

/** A file of zeros. */
export const file = (name: string, size = 8) => ({ name, bytes: new Uint8Array(size) });

/** An action row. */
export function row(components: readonly unknown[]) {
  return { type: 1, components };
}

/** Action rows of one button. */
export function rows(count: number) {
  return Array.from({ length: count }, (_, index) => row([button(String(index))]));
}

/** A button. */
export function button(id: string, label = 'go') {
  return { type: 2, style: 1, custom_id: id, label };
}

/** Buttons. */
export function buttons(count: number) {
  return Array.from({ length: count }, (_, index) => button(String(index)));
}

/** A select’s option. */
export function option(index: number) {
  return { label: `l${index}`, value: `v${index}` };
}

/** A select menu. */
export function select(count: number) {
  return {
    type: 3,
    custom_id: 's',
    options: Array.from({ length: count }, (_, index) => option(index)),
  };
}

/** An embed of so many characters. */
export function embed(length: number) {
  return { description: 'x'.repeat(length) };
}

/** Text displays. */
export function many(count: number) {
  return Array.from({ length: count }, (_, index) => text(String(index)));
}

/** A section of so many texts. */
export function section(count: number) {
  return { type: 9, components: many(count), accessory: button('a') };
}

/** A gallery of these links. */
export function gallery(urls: readonly string[], description?: string) {
  return { type: 12, items: urls.map((url) => ({ media: { url }, description })) };
}

/** A labelled field of a form. */
export function labelled(component: object) {
  return { type: 18, label: 'A field', component };
}

/** A form of one text. */
export const FORM = {
  custom_id: 'form',
  title: 'Edit',
  components: [labelled({ type: 4, custom_id: 'prompt', style: 1, max_length: 20 })],
};
