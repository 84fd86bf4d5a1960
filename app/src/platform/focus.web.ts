/** Whether the page was opened by a link of ours; the first page of a visit keeps the focus of the browser. */
let visited = false;

/** Moves the focus to the heading of a page that was just opened, so that a screen reader begins there. */
export function focusHeading(heading: unknown): void {
  if (visited && heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  visited = true;
}
