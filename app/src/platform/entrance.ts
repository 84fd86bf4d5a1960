import { type AppSession, createAppSession } from '@pegasus/core/app-session.ts';
import { createClient } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import * as Crypto from 'expo-crypto';
import * as SecureStore from 'expo-secure-store';
import { Linking, Platform } from 'react-native';
import type { Entrance } from './entrance-define.ts';
import { serverAddress } from './server-address';

const TOKENS = 'pegasus.tokens';
const VERIFIER = 'pegasus.verifier';
/** Not in backups of the phone, and there once it was unlocked: a recording goes on while it is locked. */
const KEPT = { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK_THIS_DEVICE_ONLY };

const plain: typeof globalThis.fetch = (...call) => globalThis.fetch(...call);

let opened: AppSession | undefined;
function session(): AppSession {
  opened ??= createAppSession({
    now: () => new Date(),
    fetch: plain,
    renew: (refreshToken) =>
      createClient({ baseUrl: serverAddress(), fetch: plain }).refreshApp({ body: { refreshToken } }),
    store: {
      read: async () => (await SecureStore.getItemAsync(TOKENS, KEPT)) ?? undefined,
      write: (text) => SecureStore.setItemAsync(TOKENS, text, KEPT),
      remove: () => SecureStore.deleteItemAsync(TOKENS, KEPT),
    },
  });
  return opened;
}

const device = Platform.OS === 'ios' ? 'Pegasus on iPhone' : 'Pegasus on Android';

/** An app shows a token that lasts a quarter of an hour, and keeps what renews it in the keychain of the phone. */
export const entrance: Entrance = {
  fetch: (...call) => session().fetch(...call),
  headers: () => session().headers(),
  signIn: async (client, credentials) => {
    await session().keep(await client.signInApp({ body: { ...credentials, device } }));
    return client.getSession();
  },
  signOut: async (client) => {
    await client.signOut();
    await session().forget();
  },
  goToInstitution: async () => {
    const verifier = base64Url(await Crypto.getRandomBytesAsync(48));
    await SecureStore.setItemAsync(VERIFIER, verifier, KEPT);
    const digest = await Crypto.digestStringAsync(Crypto.CryptoDigestAlgorithm.SHA256, verifier, {
      encoding: Crypto.CryptoEncoding.BASE64,
    });
    const challenge = digest.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    await Linking.openURL(`${serverAddress()}/api/single-sign-on?challenge=${challenge}`);
  },
  comeBack: async (client, code) => {
    const verifier = await SecureStore.getItemAsync(VERIFIER, KEPT);
    await SecureStore.deleteItemAsync(VERIFIER, KEPT);
    // Whoever did not begin here was sent here by somebody else.
    if (!verifier) throw new Problem('link-invalid');
    await session().keep(await client.exchangeAppCode({ body: { code, verifier, device } }));
    return client.getSession();
  },
};

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
