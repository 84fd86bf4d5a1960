import { Problem } from '@pegasus/core/problem.ts';
import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, SESSION_KEY } from './session.ts';

/** Tries after the first one, where another try can help. */
const TRIES = 2;
const FRESH_MS = 10_000;
/** How often what shows something under way is asked for anew. One lecture is followed by live events. */
export const UNDER_WAY_MS = 4000;

export function createQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      // Signed out elsewhere, or after a long rest: the sign-in screen comes up by itself.
      onError: (error) => {
        if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: SESSION_KEY });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        // Only what may pass by itself is tried again; the rest is told at once.
        retry: (count, error) =>
          error instanceof Problem && error.entry.retry && error.entry.kind !== 'fault' && count < TRIES,
        // The server is on this machine or in this house: the system's word on «online» says nothing of it.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
  return queries;
}
