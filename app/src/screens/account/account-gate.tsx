import { usePathname } from 'expo-router';
import type { ReactNode } from 'react';
import { Screen } from '../../components/screen.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSession } from '../../state/session.ts';
import { SignInScreen } from './sign-in-screen.tsx';

/** Pages for whoever is not signed in: the ways in, and where the links of mails lead. */
const OPEN = new Set(['/sign-in', '/sign-up', '/forgotten', '/reset', '/invitation', '/confirm']);

/**
 * Where the server has accounts, lets through whoever is signed in and shows the others how to. On one's own
 * machine nobody is asked. A server that does not answer is told of by the page itself.
 */
export function AccountGate({ children }: { children: ReactNode }) {
  const { data: session, isPending } = useSession();
  const path = usePathname();
  if (isPending) {
    return (
      <Screen title="Pegasus">
        <Skeleton label="Loading" />
      </Screen>
    );
  }
  const needed = session?.accounts === 'on' && !session.person;
  return needed && !OPEN.has(path) ? <SignInScreen /> : children;
}
