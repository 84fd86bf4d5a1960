/** A phone has no keys of its own. */
export function useKeys(_keys: Readonly<Record<string, () => void>>): void {}
