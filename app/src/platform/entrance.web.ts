import type { Entrance } from './entrance-define.ts';

/** A browser keeps a cookie that no script can read, and sends it by itself. */
export const entrance: Entrance = {
  fetch: (...call) => globalThis.fetch(...call),
  signIn: (client, body) => client.signIn({ body }),
  signOut: (client) => client.signOut(),
  goToInstitution: async () => window.location.assign('/api/single-sign-on'),
  // The server lets a browser in by itself and sends it home.
  comeBack: (client) => client.getSession(),
  headers: async () => ({}),
};
