import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { become } from './session.ts';

/** What is kept of a person, and who else gets something of it. */
export function usePrivacy() {
  const client = useClient();
  return useQuery({ queryKey: ['privacy'], queryFn: ({ signal }) => client.getPrivacy({ signal }) });
}

export function useDeleteAccount() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (password: string) => {
      await client.deleteAccount({ body: password ? { password } : {} });
      return client.getSession();
    },
    onSuccess: (facts) => become(queries, facts),
  });
}
