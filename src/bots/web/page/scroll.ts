/** Shows the end of the chat; without a movement for people who asked their system for none. */
export function scrollToNewest(behavior: ScrollBehavior): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? 'auto' : behavior });
}
