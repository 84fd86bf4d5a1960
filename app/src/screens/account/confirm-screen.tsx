import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { readLinkToken } from '../../platform/link-token';
import { useConfirmEmail } from '../../state/session.ts';
import { PasswordField } from './password-field.tsx';
import { WithoutLink } from './without-link.tsx';

export function ConfirmScreen() {
  const [token] = useState(readLinkToken);
  const router = useRouter();
  const confirm = useConfirmEmail();
  const [password, setPassword] = useState('');
  const submit = () => {
    if (confirm.isPending || !password) return;
    confirm.mutate({ token, password }, { onSuccess: () => router.replace('/') });
  };
  if (!token) return <WithoutLink title="Confirm your address" />;
  return (
    <Screen title="Confirm your address" lead="Enter the password that you chose, and you are in.">
      <Stack role="form" label="Confirm your address">
        <PasswordField value={password} onChange={setPassword} onSubmit={submit} />
        {confirm.error ? <ProblemNotice problem={confirm.error} /> : null}
        <Button kind="main" onPress={submit} busy={confirm.isPending} disabled={!password}>
          Confirm
        </Button>
      </Stack>
    </Screen>
  );
}
