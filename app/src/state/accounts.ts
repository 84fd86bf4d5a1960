import type { Role } from '@pegasus/core/account.ts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';

const ACCOUNTS = ['accounts'] as const;

/** Everybody who has an account here, the newest first. For administrators. */
export function useAccounts() {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: ACCOUNTS,
    queryFn: ({ signal, pageParam }) =>
      client.listAccounts({ query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useInvite() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: Role }) => client.inviteAccount({ body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
}

export function useChangeAccount() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: { id: string; role?: Role; disabled?: boolean }) =>
      client.changeAccount({ params: { accountId: id }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ACCOUNTS }),
  });
}
