import type { SignInFacts } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { entrance } from '../platform/entrance';
import { useClient } from './client.tsx';

export const SESSION_KEY = ['session'] as const;

/** Who is signed in, and how one can sign in here. */
export function useSession() {
  const client = useClient();
  return useQuery({
    queryKey: SESSION_KEY,
    queryFn: ({ signal }) => client.getSession({ signal }),
    staleTime: 60_000,
  });
}

/** Nothing of whoever was here before is shown to whoever is here now. */
export function become(queries: QueryClient, facts: SignInFacts): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  queries.setQueryData(SESSION_KEY, facts);
}

/** A way in. Whoever turns it away, which is undefined, stays where they are. */
export function useEntrance<Given>(enter: (given: Given) => Promise<SignInFacts | undefined>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: enter,
    onSuccess: (facts) => (facts ? become(queries, facts) : undefined),
  });
}

export function useSignIn() {
  const client = useClient();
  return useEntrance((body: { email: string; password: string }) => entrance.signIn(client, body));
}

/** Signs an app in with the code that its institution's sign-in came back with. */
export function useComeBack() {
  const client = useClient();
  return useEntrance((code: string) => entrance.comeBack(client, code));
}

export function useConfirmEmail() {
  const client = useClient();
  return useEntrance((body: { token: string; password: string }) => client.confirmEmail({ body }));
}

export function useAcceptInvitation() {
  const client = useClient();
  return useEntrance((body: { token: string; name: string; password: string }) =>
    client.acceptInvitation({ body }),
  );
}

export function useSignUp() {
  const client = useClient();
  return useMutation({
    mutationFn: (body: { email: string; name: string; password: string }) => client.signUp({ body }),
  });
}

export function useRequestReset() {
  const client = useClient();
  return useMutation({ mutationFn: (email: string) => client.requestReset({ body: { email } }) });
}

export function useResetPassword() {
  const client = useClient();
  return useMutation({
    mutationFn: (body: { token: string; password: string }) => client.resetPassword({ body }),
  });
}

export function useChangePassword() {
  const client = useClient();
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => client.changePassword({ body }),
  });
}

export function useSignOut() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await entrance.signOut(client);
      return client.getSession();
    },
    onSuccess: (facts) => become(queries, facts),
  });
}

const DEVICES = ['devices'] as const;

export function useDevices() {
  const client = useClient();
  return useQuery({ queryKey: DEVICES, queryFn: ({ signal }) => client.listDevices({ signal }) });
}

export function useSignOutDevice() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deviceId: string) => client.signOutDevice({ params: { deviceId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: DEVICES }),
  });
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.code === 'sign-in-required';
}
