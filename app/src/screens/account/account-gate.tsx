import { usePathname } from 'expo-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Screen } from '../../components/screen.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSession } from '../../state/session.ts';

/** Fetched by whoever has to sign in: most visits are of somebody who is. */
const SignInScreen = lazy(() =>
  import('./sign-in-screen.tsx').then((file) => ({ default: file.SignInScreen })),
);

/** Pages for whoever is not signed in: the ways in, and where the links of mails lead. */
const OPEN = new Set([
  '/sign-in',
  '/sign-up',
  '/forgotten',
  '/reset',
  '/invitation',
  '/confirm',
  '/privacy',
  '/signed-in',
]);
/** What somebody shared is read by whoever has the link. */
const SHARED = /^\/shared\/[^/]+$/;

/**
 * Where the server has accounts, lets through whoever is signed in and shows the others how to. On one's own
 * machine nobody is asked. A server that does not answer is told of by the page itself.
 */
export function AccountGate({ children }: { children: ReactNode }) {
  const { data: session, isPending } = useSession();
  const path = usePathname();
  const loading = (
    <Screen title="Pegasus">
      <Skeleton label="Loading" />
    </Screen>
  );
  if (isPending) return loading;
  const needed = session?.accounts === 'on' && !session.person;
  if (!needed || OPEN.has(path) || SHARED.test(path)) return children;
  return (
    <Suspense fallback={loading}>
      <SignInScreen />
    </Suspense>
  );
}
