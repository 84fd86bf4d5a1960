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
/** What somebody shared is read by whoever has the link; what needs an account there asks for it by itself. */
const SHARED = /^\/shared\//;

/**
 * Where the server has accounts, lets through whoever is signed in and shows the others how to. On one's own
 * machine nobody is asked. A server that does not answer is told of by the page itself.
 */
export function AccountGate({ children }: { children: ReactNode }) {
  // Not whether it is pending: a second try would take away the page that asks for it, and so begin again for ever.
  const { isFetched } = useSession();
  const path = usePathname();
  if (!isFetched) return <Loading />;
  return OPEN.has(path) || SHARED.test(path) ? children : <SignInFirst>{children}</SignInFirst>;
}

/**
 * The same within a page. Whoever came here from another page of the app stays here: what stands above the router
 * would begin again at the address at which the app was opened.
 */
export function SignInFirst({ children }: { children: ReactNode }) {
  const { data: session } = useSession();
  const needed = session?.accounts === 'on' && !session.person;
  if (!needed) return children;
  return (
    <Suspense fallback={<Loading />}>
      <SignInScreen />
    </Suspense>
  );
}

function Loading() {
  return (
    <Screen title="Pegasus">
      <Skeleton label="Loading" />
    </Screen>
  );
}
