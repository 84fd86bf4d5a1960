import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { useSignUp } from '../../state/session.ts';
import { NewAccountForm } from './new-account-form.tsx';

export function SignUpScreen() {
  const signUp = useSignUp();
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
      <NewAccountForm
        label="Ask for an account"
        submit="Go on"
        withEmail
        entrance={signUp}
        onSubmit={(account) => signUp.mutate(account)}
      />
      <ButtonLink kind="plain" href="/sign-in">
        I have an account
      </ButtonLink>
    </Screen>
  );
}
