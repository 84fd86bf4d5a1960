import { Problem } from '@pegasus/core/problem.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClient } from './client.tsx';

/** How often an unreachable server is tried. */
const AGAIN_MS = 4000;

/**
 * Whether the server answers. Told by the queries that are made anyway; only while it does not answer, it is
 * asked for a sign of life, and everything is asked for anew when it comes back.
 */
export function useOnline(): boolean {
  const queries = useQueryClient();
  const client = useClient();
  const [online, setOnline] = useState(true);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        const { action } = event;
        if (action.type === 'success') setOnline(true);
        else if (action.type === 'failed' || action.type === 'error') {
          if (action.error instanceof Problem && action.error.code === 'server-unreachable') setOnline(false);
        }
      }),
    [queries],
  );
  useEffect(() => {
    if (online) return;
    const stop = new AbortController();
    const timer = setInterval(() => {
      client.live({ signal: stop.signal }).then(
        () => {
          setOnline(true);
          void queries.invalidateQueries();
        },
        // Still away: the next try comes by itself.
        () => undefined,
      );
    }, AGAIN_MS);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [online, client, queries]);
  return online;
}
