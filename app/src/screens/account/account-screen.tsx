import { Button, ButtonLink } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useSession, useSignOut } from '../../state/session.ts';
import { Devices } from './devices.tsx';
import { NewPassword } from './new-password.tsx';
import { DeleteAccount, OwnData } from './own-data.tsx';
import { Passkeys } from './passkeys.tsx';

/** Who is signed in and where, the ways in, and what is kept. */
export function AccountScreen() {
  const { data: session } = useSession();
  const signOut = useSignOut();
  return (
    <Screen title="Account" lead={session?.person?.email} crumbs={[{ title: 'Home', href: '/' }]}>
      <Stack row gap="small">
        <Button onPress={() => signOut.mutate()} busy={signOut.isPending}>
          Sign out
        </Button>
        {session?.person?.role === 'administrator' ? <ButtonLink href="/people">People</ButtonLink> : null}
      </Stack>
      {signOut.error ? <ProblemNotice problem={signOut.error} /> : null}
      <Devices />
      <Passkeys />
      <NewPassword />
      <OwnData />
      <DeleteAccount />
    </Screen>
  );
}
