import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { readLinkToken } from '../../platform/link-token';
import { useAcceptInvitation } from '../../state/session.ts';
import { LEAST_LENGTH, PasswordField } from './password-field.tsx';
import { WithoutLink } from './without-link.tsx';

export function InvitationScreen() {
  const [token] = useState(readLinkToken);
  const router = useRouter();
  const accept = useAcceptInvitation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = password.length < LEAST_LENGTH;
  const submit = () => {
    setTried(true);
    if (accept.isPending || !name.trim() || short) return;
    accept.mutate({ token, name, password }, { onSuccess: () => router.replace('/') });
  };
  if (!token) return <WithoutLink title="Welcome to Pegasus" />;
  return (
    <Screen title="Welcome to Pegasus" lead="Choose a password, and you are in.">
      <Stack role="form" label="Take up the invitation">
        <Field
          label="Name"
          value={name}
          onChange={setName}
          input={{ autoComplete: 'name' }}
          error={tried && !name.trim() ? 'Give your name.' : undefined}
        />
        <PasswordField
          fresh
          value={password}
          onChange={setPassword}
          onSubmit={submit}
          error={tried && short ? 'Take at least 12 characters.' : undefined}
        />
        {accept.error ? <ProblemNotice problem={accept.error} /> : null}
        <Button kind="main" onPress={submit} busy={accept.isPending}>
          Begin
        </Button>
      </Stack>
    </Screen>
  );
}
