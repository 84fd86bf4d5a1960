import { type Client, createClient } from '@pegasus/core/client.ts';
import { createContext, type ReactNode, useContext } from 'react';
import { entrance } from '../platform/entrance';
import { serverAddress } from '../platform/server-address';

const Context = createContext<Client | undefined>(undefined);

/** The one client of the app; a test gives its own. */
export function ClientProvider({ client = ours(), children }: { client?: Client; children: ReactNode }) {
  return <Context value={client}>{children}</Context>;
}

export function useClient(): Client {
  const client = useContext(Context);
  if (!client) throw new Error('There is no ClientProvider above.');
  return client;
}

let made: Client | undefined;
function ours(): Client {
  made ??= createClient({ baseUrl: serverAddress(), fetch: entrance.fetch });
  return made;
}
