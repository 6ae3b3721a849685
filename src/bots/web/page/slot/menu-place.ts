/** Pixels between a menu and its button, and between it and the edges of the window. */
const GAP = 6;

/** Puts a menu that is about to open beside its button, inside the window. */
export function placeMenu(event: Event): void {
  const menu = event.currentTarget;
  if (!(menu instanceof HTMLElement)) return;
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (button === null) return;
  const { left, right, top, bottom } = button.getBoundingClientRect();
  const isLeft = left + right < innerWidth;
  const isHigh = top + bottom < innerHeight;
  menu.style.inset = 'auto';
  if (isLeft) menu.style.left = `${Math.max(GAP, left)}px`;
  else menu.style.right = `${Math.max(GAP, document.documentElement.clientWidth - right)}px`;
  if (isHigh) menu.style.top = `${Math.max(GAP, bottom + GAP)}px`;
  else menu.style.bottom = `${Math.max(GAP, innerHeight - top + GAP)}px`;
}

export function closeMenu(id: string): void {
  document.getElementById(id)?.hidePopover();
}
