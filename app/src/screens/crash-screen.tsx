import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { Screen } from '../components/screen.tsx';
import { Text } from '../components/text.tsx';
import { Shell } from './shell.tsx';

/** A page broke by a mistake of ours. What was handed in is safe on the server. */
export function CrashScreen({ error, retry }: { error: Error; retry: () => Promise<void> }) {
  return (
    <Shell>
      <Screen title="This page broke">
        <Notice
          tone="danger"
          urgent
          title="That was a mistake of ours"
          actions={
            <Button icon="retry" onPress={() => void retry()}>
              Try again
            </Button>
          }
        >
          <Text>Your recordings and material are safe. If it happens again, report these words:</Text>
          <Text tone="quiet">{error.message}</Text>
        </Notice>
      </Screen>
    </Shell>
  );
}
