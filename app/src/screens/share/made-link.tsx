import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { Text } from '../../components/text.tsx';
import { pageOrigin } from '../../platform/page-origin';
import { canCopy, canSend, copyLink, sendLink } from '../../platform/send-link';

/** A link just made, with the ways to pass it on. The server keeps no copy, so it is shown this once. */
export function MadeLink({ token, title }: { token: string; title: string }) {
  const [done, setDone] = useState<'copied' | 'failed'>();
  const link = `${pageOrigin()}/shared/${token}`;
  const copy = () =>
    copyLink(link).then(
      () => setDone('copied'),
      () => setDone('failed'),
    );
  const send = () => sendLink(title, link).catch(() => setDone('failed'));
  return (
    <Notice
      tone="good"
      title="The link is made"
      actions={
        <>
          {canCopy() ? (
            <Button kind="main" icon={done === 'copied' ? 'check' : 'book'} onPress={() => void copy()}>
              {done === 'copied' ? 'Copied' : 'Copy link'}
            </Button>
          ) : null}
          {canSend() ? (
            <Button icon="share" onPress={() => void send()}>
              Send it
            </Button>
          ) : null}
        </>
      }
    >
      <Text>{link}</Text>
      <Text size="caption" tone="quiet">
        It is shown this once. Lost it? Make another, and end this one below.
      </Text>
      {done === 'failed' ? (
        <Text tone="danger" role="alert">
          That did not work here. Mark the link above and copy it by hand.
        </Text>
      ) : null}
    </Notice>
  );
}
