import { useLocalSearchParams, useRouter } from 'expo-router';
import { useEffect, useRef } from 'react';
import { ButtonLink } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useComeBack } from '../../state/session.ts';

/** Where an app is opened again when somebody comes back from their institution. */
export function SignedInScreen() {
  const { code = '' } = useLocalSearchParams<{ code?: string }>();
  const router = useRouter();
  const { mutate, error } = useComeBack();
  const taken = useRef('');
  useEffect(() => {
    // A code is good once; a page that is drawn twice must not spend it twice.
    if (taken.current === code) return;
    taken.current = code;
    mutate(code, { onSuccess: () => router.replace('/') });
  }, [code, mutate, router]);
  return (
    <Screen title="Signing in">
      {error ? (
        <>
          <ProblemNotice problem={error} />
          <ButtonLink kind="main" href="/sign-in">
            Back to sign in
          </ButtonLink>
        </>
      ) : (
        <Skeleton label="Signing in" />
      )}
    </Screen>
  );
}
