/** Scrolls a little, and only when it is out of sight, unless nothing shall move. */
export function bringIntoView(view: unknown): void {
  if (!(view instanceof HTMLElement)) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  view.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
}
