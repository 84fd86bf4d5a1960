import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Screen } from '../../components/screen.tsx';
import { readLinkToken } from '../../platform/link-token';
import { useAcceptInvitation } from '../../state/session.ts';
import { NewAccountForm } from './new-account-form.tsx';
import { WithoutLink } from './without-link.tsx';

export function InvitationScreen() {
  const [token] = useState(readLinkToken);
  const router = useRouter();
  const accept = useAcceptInvitation();
  if (!token) return <WithoutLink title="Welcome to Pegasus" />;
  return (
    <Screen title="Welcome to Pegasus" lead="Choose a password, and you are in.">
      <NewAccountForm
        label="Take up the invitation"
        submit="Begin"
        withEmail={false}
        entrance={accept}
        onSubmit={({ name, password }) =>
          accept.mutate({ token, name, password }, { onSuccess: () => router.replace('/') })
        }
      />
    </Screen>
  );
}
