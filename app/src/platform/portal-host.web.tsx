/** A browser draws what lies above the page at the end of the document. */
export function PortalHost() {
  return null;
}
