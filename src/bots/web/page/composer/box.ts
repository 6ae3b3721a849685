/** The box that people write in; absent while the page has not been drawn. */
export function boxOf(): HTMLTextAreaElement | null {
  return document.querySelector<HTMLTextAreaElement>('#composer');
}

/** Whether a focus in the box would cover half of the screen with a keyboard. */
export function isTouched(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/** Puts the cursor into the box, without moving the page. */
export function focusBox(): void {
  boxOf()?.focus({ preventScroll: true });
}

/** Replaces the text, with the cursor at `at`, at its end otherwise. */
export function writeBox(text: string, at = text.length): void {
  const box = boxOf();
  if (box === null) return;
  box.value = text;
  box.setSelectionRange(at, at);
}
