/**
 * Keeps as much room under the messages as the composer is high. The room grows at once, and shrinks only when no message
 * moves by it: at the end of the page the browser would pull the messages down.
 */
export function keepRoomUnderMessages(): void {
  const composer = document.querySelector<HTMLElement>('.composer');
  if (composer === null) return;
  const { documentElement: page } = document;
  let room = 0;
  const fit = () => {
    const height = composer.offsetHeight;
    const below = page.scrollHeight - innerHeight - scrollY;
    if (height === room || (height < room && below < room - height)) return;
    room = height;
    page.style.setProperty('--composer-room', `${room}px`);
  };
  new ResizeObserver(fit).observe(composer);
  addEventListener('scroll', fit, { passive: true });
}
