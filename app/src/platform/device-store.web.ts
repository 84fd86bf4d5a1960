/** Small texts that this device keeps. A browser may refuse to keep anything; then they last as long as the page. */
const held = new Map<string, string>();

export function read(key: string): string | undefined | Promise<string | undefined> {
  try {
    return localStorage.getItem(key) ?? held.get(key);
  } catch {
    return held.get(key);
  }
}

export function write(key: string, text: string): void {
  held.set(key, text);
  try {
    localStorage.setItem(key, text);
  } catch {
    // Kept in memory above: the browser has no room or was told to keep nothing.
  }
}
