import { PROBLEMS, type ProblemCode } from '@pegasus/core/problem.ts';
import { useLocalSearchParams, usePathname, useRouter } from 'expo-router';
import { useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { entrance } from '../../platform/entrance';
import { usePasskeysPossible, useSignInWithPasskey } from '../../state/passkeys.ts';
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
  // A page that asked for it comes up by itself; the page of this form leads home.
  const entered = () => (path === '/sign-in' ? router.replace('/') : undefined);
  const submit = () => {
    if (signIn.isPending) return;
    if (!email.trim() || !password) return setMissing(true);
    setMissing(false);
    signIn.mutate({ email, password }, { onSuccess: entered, onError: () => setPassword('') });
  };
  return (
    <Screen title="Sign in" lead="To your lectures and what was made of them.">
      {isProblem(problem) && !signIn.error ? (
        <Notice tone="danger" title={PROBLEMS[problem].title} urgent>
          {PROBLEMS[problem].remedy}
        </Notice>
      ) : null}
      {session?.singleSignOn ? (
        <Button kind="soft" icon="forward" onPress={() => void entrance.goToInstitution()}>
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
      <PasskeyEntrance onEntered={entered} />
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
        <ButtonLink kind="plain" href="/privacy">
          What is kept of you
        </ButtonLink>
      </Stack>
    </Screen>
  );
}

function PasskeyEntrance({ onEntered }: { onEntered(): void }) {
  const possible = usePasskeysPossible();
  const signIn = useSignInWithPasskey();
  if (!possible) return null;
  const turnedAway = signIn.isSuccess && !signIn.data;
  return (
    <Stack gap="small">
      <Button
        icon="key"
        busy={signIn.isPending}
        onPress={() => signIn.mutate(undefined, { onSuccess: (facts) => (facts ? onEntered() : undefined) })}
      >
        Sign in with a passkey
      </Button>
      {turnedAway ? <Text role="status">No passkey was used.</Text> : null}
      {signIn.error ? <ProblemNotice problem={signIn.error} /> : null}
    </Stack>
  );
}

function isProblem(code: string | undefined): code is ProblemCode {
  return code !== undefined && Object.hasOwn(PROBLEMS, code);
}
