import { createClient } from '@pegasus/core/client.ts';
import { SoftwareAuthenticator } from '../../../fixtures/software-authenticator.ts';
import { type LaunchPerson, PASSWORD } from './people.ts';

/** A passkey that a browser would have made for the owner. */
export async function addPasskey(owner: LaunchPerson, address: string): Promise<string> {
  const { token } = await owner.again();
  const origin = address.replace('127.0.0.1', 'localhost');
  let cookie = '';
  const client = createClient({
    baseUrl: origin,
    headers: () => ({ authorization: `Bearer ${token}`, origin, ...(cookie ? { cookie } : {}) }),
    fetch: async (...call) => {
      const response = await fetch(...call);
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
      return response;
    },
  });
  const { challenge, rp, user } = await client.startPasskey({ body: { password: PASSWORD } });
  const made = new SoftwareAuthenticator().make({ challenge, origin, rpId: rp.id, userHandle: user.id });
  return (await client.addPasskey({ body: { name: 'Of one student', made } })).id;
}
