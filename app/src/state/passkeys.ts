import type { Passkey } from '@pegasus/core/passkey.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { devicePasskeys } from '../platform/passkeys';
import { useClient } from './client.tsx';
import { useEntrance, useSession } from './session.ts';

const PASSKEYS = ['passkeys'] as const;

/** Whether both this server and this device have passkeys. */
export function usePasskeysPossible(): boolean {
  const { data: session } = useSession();
  return session?.passkeys === true && devicePasskeys() !== undefined;
}

export function usePasskeys() {
  const client = useClient();
  return useQuery({ queryKey: PASSKEYS, queryFn: ({ signal }) => client.listPasskeys({ signal }) });
}

/** Undefined when the person turned it away. */
export function useAddPasskey() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({
      name,
      password,
    }: {
      name: string;
      password: string;
    }): Promise<Passkey | undefined> => {
      const asked = await client.startPasskey({ body: password ? { password } : {} });
      const made = await devicePasskeys()?.make(asked);
      return made && client.addPasskey({ body: { name, made } });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: PASSKEYS }),
  });
}

export function useRenamePasskey() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      client.renamePasskey({ params: { passkeyId: id }, body: { name } }),
    onSettled: () => queries.invalidateQueries({ queryKey: PASSKEYS }),
  });
}

export function useRemovePasskey() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (passkeyId: string) => client.removePasskey({ params: { passkeyId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: PASSKEYS }),
  });
}

export function useSignInWithPasskey() {
  const client = useClient();
  return useEntrance(async () => {
    const asked = await client.startPasskeySignIn();
    const body = await devicePasskeys()?.sign(asked);
    return body ? client.signInWithPasskey({ body }) : undefined;
  });
}
