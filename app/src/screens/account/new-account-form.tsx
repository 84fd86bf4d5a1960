import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { EmailField, PasswordField, wantingPassword } from './password-field.tsx';

interface NewAccount {
  name: string;
  email: string;
  password: string;
}

/** What a new account needs. Whoever was invited has their address in the invitation. */
export function NewAccountForm({
  label,
  submit: words,
  withEmail,
  entrance,
  onSubmit,
}: {
  label: string;
  submit: string;
  withEmail: boolean;
  entrance: { isPending: boolean; error: unknown };
  onSubmit(account: NewAccount): void;
}) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const missing = {
    name: name.trim() ? undefined : 'Give your name.',
    email: withEmail && !email.includes('@') ? 'Give your e-mail address.' : undefined,
    password: wantingPassword(password),
  };
  const submit = () => {
    setTried(true);
    if (entrance.isPending || missing.name || missing.email || missing.password) return;
    onSubmit({ name, email, password });
  };
  return (
    <Stack role="form" label={label}>
      <Field
        label="Name"
        value={name}
        onChange={setName}
        input={{ autoComplete: 'name' }}
        error={tried ? missing.name : undefined}
      />
      {withEmail ? (
        <EmailField value={email} onChange={setEmail} error={tried ? missing.email : undefined} />
      ) : null}
      <PasswordField
        fresh
        value={password}
        onChange={setPassword}
        onSubmit={submit}
        error={tried ? missing.password : undefined}
      />
      {entrance.error ? <ProblemNotice problem={entrance.error} /> : null}
      <Button kind="main" onPress={submit} busy={entrance.isPending}>
        {words}
      </Button>
    </Stack>
  );
}
