import { z } from 'zod';
import type { AppTokens } from './account.ts';
import { Problem } from './problem.ts';

/** Where a phone keeps one secret text: the keychain or the keystore of its system. */
export interface SecretStore {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

const Kept = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.iso.datetime() });
type Kept = z.infer<typeof Kept>;

/** Before an access token runs out it is renewed, so that no request goes astray over a few seconds of clocks. */
const EARLY_MS = 30_000;

export interface AppSession {
  /** Keeps what signing in gave. */
  keep(tokens: AppTokens): Promise<void>;
  forget(): Promise<void>;
  /** Shows who asks, with a token that holds; nothing when nobody is signed in. */
  headers(): Promise<Record<string, string>>;
  /** `fetch` that shows who asks, and renews its token when the server takes it no more. */
  fetch: typeof globalThis.fetch;
}

/**
 * How an app stays signed in: a token for a quarter of an hour on every request, and another that gets new
 * ones. Renewing is done once for all requests that wait for it: a token that is used twice ends the session.
 */
export function createAppSession(tools: {
  store: SecretStore;
  fetch: typeof globalThis.fetch;
  /** Throws Problem `session-ended` when the server gives no new ones. */
  renew(refreshToken: string): Promise<AppTokens>;
  now(): Date;
}): AppSession {
  const { store, now } = tools;
  let known: Promise<Kept | undefined> | undefined;
  let renewing: Promise<Kept | undefined> | undefined;

  const current = (): Promise<Kept | undefined> => {
    known ??= store.read().then(parse);
    return known;
  };
  const keep = async ({ accessToken, refreshToken, expiresAt }: Kept): Promise<void> => {
    const kept = { accessToken, refreshToken, expiresAt };
    known = Promise.resolve(kept);
    await store.write(JSON.stringify(kept));
  };
  const forget = async (): Promise<void> => {
    known = Promise.resolve(undefined);
    await store.remove();
  };
  /** What holds after renewing; undefined when the session ended. Throws when the server is not reached. */
  const renew = (old: Kept): Promise<Kept | undefined> => {
    renewing ??= tools
      .renew(old.refreshToken)
      .then(async (tokens) => {
        await keep(tokens);
        return current();
      })
      .catch(async (error: unknown) => {
        if (!(error instanceof Problem && error.code === 'session-ended')) throw error;
        await forget();
        return undefined;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };
  const holding = async (): Promise<Kept | undefined> => {
    const kept = await current();
    if (!kept || Date.parse(kept.expiresAt) - now().getTime() > EARLY_MS) return kept;
    // The server decides whether it still holds; without it nothing can be asked anyway.
    return renew(kept).catch(() => kept);
  };

  return {
    keep,
    forget,
    headers: async () => shown(await holding()),
    fetch: async (input, init = {}) => {
      const kept = await holding();
      const send = (as: Kept | undefined) =>
        tools.fetch(input, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), ...shown(as) },
        });
      const response = await send(kept);
      if (response.status !== 401 || !kept) return response;
      // Somebody else may have renewed it meanwhile.
      const now = await current();
      const next =
        now && now.accessToken !== kept.accessToken ? now : await renew(kept).catch(() => undefined);
      return next ? send(next) : response;
    },
  };
}

function shown(kept: Kept | undefined): Record<string, string> {
  return kept ? { authorization: `Bearer ${kept.accessToken}` } : {};
}

/** What another version of the app left there in another form is as good as nothing. */
function parse(text: string | undefined): Kept | undefined {
  if (!text) return undefined;
  try {
    return Kept.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
