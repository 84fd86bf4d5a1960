import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useRequestReset } from '../../state/session.ts';
import { EmailField } from './password-field.tsx';

export function ForgottenScreen() {
  const request = useRequestReset();
  const [email, setEmail] = useState('');
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (!request.isPending && email.includes('@')) request.mutate(email);
  };
  return (
    <Screen title="Forgotten password" lead="You get a mail with a link to choose a new one.">
      {request.isSuccess ? (
        <Notice tone="good" title="If there is an account of this address, a mail is on its way">
          Its link is good for an hour.
        </Notice>
      ) : (
        <Stack role="form" label="Forgotten password">
          <EmailField
            value={email}
            onChange={setEmail}
            onSubmit={submit}
            error={tried && !email.includes('@') ? 'Give your e-mail address.' : undefined}
          />
          {request.error ? <ProblemNotice problem={request.error} /> : null}
          <Button kind="main" onPress={submit} busy={request.isPending}>
            Send the mail
          </Button>
        </Stack>
      )}
      <ButtonLink kind="plain" href="/sign-in">
        Back to sign in
      </ButtonLink>
    </Screen>
  );
}
