import { PortalHost as Host } from '@rn-primitives/portal';

/** Where a phone draws what lies above the page, such as a question. Without it, no dialog is ever seen. */
export function PortalHost() {
  return <Host />;
}
