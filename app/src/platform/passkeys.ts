import type { DevicePasskeys } from './passkeys-define.ts';

/** The apps of phones sign in by password, or in the browser of the system, which may use a passkey there. */
export function devicePasskeys(): DevicePasskeys | undefined {
  return undefined;
}
