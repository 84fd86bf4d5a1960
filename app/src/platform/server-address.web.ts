/** In a browser the server is where the page came from. */
export function serverAddress(): string {
  return '';
}
