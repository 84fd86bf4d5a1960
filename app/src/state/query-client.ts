import { Problem } from '@pegasus/core/problem.ts';
import { QueryClient } from '@tanstack/react-query';

/** Tries after the first one, where another try can help. */
const TRIES = 2;
const FRESH_MS = 10_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
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
}
