/** On a phone the list stays where the finger left it. */
export function bringIntoView(_view: unknown): void {}
