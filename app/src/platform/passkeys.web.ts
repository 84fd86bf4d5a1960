import { Problem } from '@pegasus/core/problem.ts';
import type { DevicePasskeys } from './passkeys-define.ts';

/** Those of the browser, where it has them; what talks to it is fetched when somebody wants one. */
export function devicePasskeys(): DevicePasskeys | undefined {
  if (typeof window.PublicKeyCredential !== 'function') return undefined;
  // They belong to a name; a page that was opened by an address of the network has none.
  if (/^[\d.]+$|:/.test(window.location.hostname)) return undefined;
  const library = () => import('@simplewebauthn/browser');
  return {
    make: (asked) =>
      unlessTurnedAway(async () => {
        const excludeCredentials = asked.excludeCredentials.map(({ transports = [], ...credential }) => ({
          ...credential,
          transports,
        }));
        return (await library()).startRegistration({ optionsJSON: { ...asked, excludeCredentials } });
      }),
    sign: (asked) =>
      unlessTurnedAway(async () => (await library()).startAuthentication({ optionsJSON: asked })),
  };
}

/** A browser says the same when a person closed its window, took too long, or has no passkey that fits. */
async function unlessTurnedAway<Made>(ask: () => Promise<Made>): Promise<Made | undefined> {
  try {
    return await ask();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'NotAllowedError' || name === 'AbortError') return undefined;
    if (name === 'InvalidStateError')
      throw new Problem('passkey-refused', 'This device has a passkey for your account already.');
    throw new Problem('passkey-refused', undefined, { cause: error });
  }
}
