import type { StageName } from '@pegasus/core/stage-run.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';

const KEY = ['operations'] as const;
const LETTERS = [...KEY, 'dead-letters'] as const;
/** The facts change while somebody looks at them; a page in the background asks for nothing. */
const LIVE_MS = 5000;

export function useOperations() {
  const client = useClient();
  return useQuery({
    queryKey: [...KEY, 'facts'],
    queryFn: ({ signal }) => client.getOperations({ signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function useDeadLetters() {
  const client = useClient();
  return useQuery({
    queryKey: [...LETTERS, 'list'],
    queryFn: ({ signal }) => client.listDeadLetters({ query: { limit: 50 }, signal }),
    refetchInterval: 2 * LIVE_MS,
    staleTime: 0,
  });
}

/** One letter with every try; asked for when somebody opens it. */
export function useDeadLetter(letterId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...LETTERS, letterId],
    queryFn: ({ signal }) => client.getDeadLetter({ params: { letterId }, signal }),
  });
}

function useLetterChange<Given, Done>(change: (given: Given) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Somebody else may have been quicker: what is shown is asked for anew either way.
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}

export function useReplayLetter() {
  const client = useClient();
  return useLetterChange((letterId: string) => client.replayDeadLetter({ params: { letterId } }));
}

/** Replays the oldest open ones, of one stage or of all. */
export function useReplayLetters() {
  const client = useClient();
  return useLetterChange((stage: StageName | undefined) =>
    client.replayDeadLetters({ body: { limit: 100, ...(stage ? { stage } : {}) } }),
  );
}

export function useDiscardLetter() {
  const client = useClient();
  return useLetterChange((letterId: string) => client.discardDeadLetter({ params: { letterId } }));
}
