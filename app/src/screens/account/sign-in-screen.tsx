import { PROBLEMS, type ProblemCode } from '@pegasus/core/problem.ts';
import { useLocalSearchParams, usePathname, useRouter } from 'expo-router';
import { useState } from 'react';
import { Linking } from 'react-native';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useSession, useSignIn } from '../../state/session.ts';
import { EmailField, PasswordField } from './password-field.tsx';

export function SignInScreen() {
  const { data: session } = useSession();
  const { problem } = useLocalSearchParams<{ problem?: string }>();
  const path = usePathname();
  const router = useRouter();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = () => {
    if (signIn.isPending) return;
    if (!email.trim() || !password) return setMissing(true);
    setMissing(false);
    // A page that asked for it comes up by itself; the page of this form leads home.
    const onSuccess = () => (path === '/sign-in' ? router.replace('/') : undefined);
    signIn.mutate({ email, password }, { onSuccess, onError: () => setPassword('') });
  };
  return (
    <Screen title="Sign in" lead="To your lectures and what was made of them.">
      {isProblem(problem) && !signIn.error ? (
        <Notice tone="danger" title={PROBLEMS[problem].title} urgent>
          {PROBLEMS[problem].remedy}
        </Notice>
      ) : null}
      {session?.singleSignOn ? (
        <Button kind="soft" icon="forward" onPress={() => void Linking.openURL('/api/single-sign-on')}>
          {`Go on with ${session.singleSignOn}`}
        </Button>
      ) : null}
      <Stack role="form" label="Sign in">
        <EmailField
          value={email}
          onChange={setEmail}
          error={missing && !email.trim() ? 'Give your e-mail address.' : undefined}
        />
        <PasswordField
          value={password}
          onChange={setPassword}
          onSubmit={submit}
          error={missing && !password ? 'Give your password.' : undefined}
        />
        {signIn.error ? <ProblemNotice problem={signIn.error} /> : null}
        <Button kind="main" onPress={submit} busy={signIn.isPending}>
          Sign in
        </Button>
      </Stack>
      <Stack row gap="small">
        {session?.mail ? (
          <ButtonLink kind="plain" href="/forgotten">
            Forgotten password
          </ButtonLink>
        ) : null}
        {session?.signUp === 'open' ? (
          <ButtonLink kind="plain" href="/sign-up">
            Ask for an account
          </ButtonLink>
        ) : null}
      </Stack>
    </Screen>
  );
}

function isProblem(code: string | undefined): code is ProblemCode {
  return code !== undefined && Object.hasOwn(PROBLEMS, code);
}
