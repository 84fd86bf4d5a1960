let kept: { path: string; token: string } | undefined;

/**
 * The token behind `#` of a link from a mail. It is taken out of the address at once, so that it stays neither
 * in the history nor on the screen.
 */
export function readLinkToken(): string {
  const { hash, pathname } = window.location;
  if (hash.length > 1) {
    kept = { path: pathname, token: hash.slice(1) };
    window.history.replaceState(window.history.state, '', pathname);
  }
  return kept?.path === pathname ? kept.token : '';
}
