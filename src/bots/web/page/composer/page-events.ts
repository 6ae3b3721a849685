import { focusBox, isTouched } from './box.ts';
import type { Composer } from './composer.ts';

const WRITES = 'input, textarea, select, [contenteditable]';

/** What happens anywhere on the page and is for the composer. */
export function listenForComposer(composer: Composer): void {
  document.addEventListener('keydown', (event) => {
    if (!isCall(event)) return;
    event.preventDefault();
    focusBox();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    const inside =
      target instanceof Element && target.closest('.chip-menu, .option-chips') !== null;
    if (!inside) composer.chips.close(false);
  });
  document.addEventListener('paste', (event) => {
    // Spreadsheets and the like give a picture of the text that is meant.
    const isText = event.clipboardData?.types.includes('text/plain') === true;
    const files = [...(event.clipboardData?.files ?? [])];
    if (isText || files.length === 0 || isDialogOpen()) return;
    event.preventDefault();
    composer.attaching.add(files);
  });
  listenForFiles(composer);
}

/** Puts the cursor into the box of a page that has just come, unless a keyboard would cover it or a message is named. */
export function focusAtStart(): void {
  const isFree = document.activeElement === null || document.activeElement === document.body;
  if (isFree && !isTouched() && location.hash === '' && location.search === '') focusBox();
}

/** Whether it is a slash from outside of every field. */
function isCall(event: KeyboardEvent): boolean {
  const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
  if ((key !== '/' && key !== '／') || ctrlKey || metaKey || altKey || isComposing) return false;
  if (event.defaultPrevented || isDialogOpen()) return false;
  return !(target instanceof Element && target.closest(WRITES) !== null);
}

function isDialogOpen(): boolean {
  return document.querySelector(':modal') !== null;
}

function listenForFiles(composer: Composer): void {
  for (const kind of ['dragenter', 'dragover'] as const) {
    addEventListener(kind, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      composer.drag(true);
    });
  }
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) composer.drag(false);
  });
  addEventListener('drop', (event) => {
    composer.drag(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    composer.attaching.add(event.dataTransfer?.files ?? []);
  });
}

function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true;
}
