import { ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';

/** A page for links of mails that was opened without one. */
export function WithoutLink({ title }: { title: string }) {
  return (
    <Screen title={title}>
      <Notice
        tone="calm"
        title="Open the link of the mail"
        actions={
          <ButtonLink kind="soft" href="/sign-in">
            Go to sign in
          </ButtonLink>
        }
      >
        This page needs the whole link. Copy it from the mail if it was cut off.
      </Notice>
    </Screen>
  );
}
