import type { SignInFacts } from '@pegasus/core/account.ts';
import type { Client } from '@pegasus/core/client.ts';

/** How this kind of device signs in and stays signed in. */
export interface Entrance {
  fetch: typeof globalThis.fetch;
  signIn(client: Client, credentials: { email: string; password: string }): Promise<SignInFacts>;
  signOut(client: Client): Promise<void>;
  /** Goes to the institution's own sign-in; the app is opened again from there. */
  goToInstitution(): Promise<void>;
  /** Takes the code with which an app was opened again. */
  comeBack(client: Client, code: string): Promise<SignInFacts>;
  /** For what asks the server past the client: players, downloads of the system. */
  headers(): Promise<Record<string, string>>;
}
