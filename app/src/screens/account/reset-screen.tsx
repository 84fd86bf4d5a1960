import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { readLinkToken } from '../../platform/link-token';
import { useResetPassword } from '../../state/session.ts';
import { PasswordField, wantingPassword } from './password-field.tsx';
import { WithoutLink } from './without-link.tsx';

export function ResetScreen() {
  const [token] = useState(readLinkToken);
  const reset = useResetPassword();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const missing = wantingPassword(password);
  const submit = () => {
    setTried(true);
    if (!reset.isPending && !missing) reset.mutate({ token, password });
  };
  if (!token) return <WithoutLink title="Choose a new password" />;
  return (
    <Screen title="Choose a new password" lead="Every device is signed out by it.">
      {reset.isSuccess ? (
        <Notice
          tone="good"
          title="Your new password is set"
          actions={
            <ButtonLink kind="main" href="/sign-in">
              Sign in
            </ButtonLink>
          }
        />
      ) : (
        <Stack role="form" label="Choose a new password">
          <PasswordField
            fresh
            label="New password"
            value={password}
            onChange={setPassword}
            onSubmit={submit}
            error={tried ? missing : undefined}
          />
          {reset.error ? <ProblemNotice problem={reset.error} /> : null}
          <Button kind="main" onPress={submit} busy={reset.isPending}>
            Set the password
          </Button>
        </Stack>
      )}
    </Screen>
  );
}
