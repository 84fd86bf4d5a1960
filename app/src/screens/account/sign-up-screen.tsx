import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useSignUp } from '../../state/session.ts';
import { EmailField, LEAST_LENGTH, PasswordField } from './password-field.tsx';

export function SignUpScreen() {
  const signUp = useSignUp();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = password.length < LEAST_LENGTH;
  const submit = () => {
    setTried(true);
    if (signUp.isPending || !name.trim() || !email.includes('@') || short) return;
    signUp.mutate({ name, email, password });
  };
  if (signUp.isSuccess) {
    return (
      <Screen title="Look into your mail">
        <Notice tone="good" title="A mail is on its way">
          Open its link within a day and enter the password that you just chose.
        </Notice>
      </Screen>
    );
  }
  return (
    <Screen title="Ask for an account" lead="You confirm your address by a mail.">
      <Stack role="form" label="Ask for an account">
        <Field
          label="Name"
          value={name}
          onChange={setName}
          input={{ autoComplete: 'name' }}
          error={tried && !name.trim() ? 'Give your name.' : undefined}
        />
        <EmailField
          value={email}
          onChange={setEmail}
          error={tried && !email.includes('@') ? 'Give your e-mail address.' : undefined}
        />
        <PasswordField
          fresh
          value={password}
          onChange={setPassword}
          onSubmit={submit}
          error={tried && short ? 'Take at least 12 characters.' : undefined}
        />
        {signUp.error ? <ProblemNotice problem={signUp.error} /> : null}
        <Button kind="main" onPress={submit} busy={signUp.isPending}>
          Go on
        </Button>
      </Stack>
      <ButtonLink kind="plain" href="/sign-in">
        I have an account
      </ButtonLink>
    </Screen>
  );
}
