/** A phone opens the links of mails in its browser, so there is none here. */
export function readLinkToken(): string {
  return '';
}
