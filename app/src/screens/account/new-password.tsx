import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading } from '../../components/text.tsx';
import { useChangePassword } from '../../state/session.ts';
import { PasswordField, wantingPassword } from './password-field.tsx';

export function NewPassword() {
  const change = useChangePassword();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const wanting = wantingPassword(next);
  const submit = () => {
    setTried(true);
    if (change.isPending || !current || wanting) return;
    const onSuccess = () => {
      setCurrent('');
      setNext('');
      setTried(false);
    };
    change.mutate({ current, next }, { onSuccess });
  };
  return (
    <Stack role="form" labelledBy="password">
      <Heading level={2} id="password">
        New password
      </Heading>
      {change.isSuccess ? (
        <Notice tone="good" title="Your new password is set. Other devices are signed out." />
      ) : null}
      <PasswordField
        label="Password now"
        value={current}
        onChange={setCurrent}
        error={tried && !current ? 'Give the password that you have now.' : undefined}
      />
      <PasswordField
        fresh
        label="New password"
        value={next}
        onChange={setNext}
        onSubmit={submit}
        error={tried ? wanting : undefined}
      />
      {change.error ? <ProblemNotice problem={change.error} /> : null}
      <Button onPress={submit} busy={change.isPending}>
        Set the password
      </Button>
    </Stack>
  );
}
