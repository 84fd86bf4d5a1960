import { PROBLEMS } from '@pegasus/core/problem.ts';
import { StyleSheet, View } from 'react-native';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { wordsOf } from '../../components/problem-notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { type Upload, useUploadList } from '../../state/uploads.ts';
import { useUploads } from '../../state/uploads-provider.tsx';
import { space } from '../../theme/tokens.ts';
import { lengthOf, sizeOf } from '../words.ts';

/** Files of a course on their way, each with how far it is and what can be done with it. */
export function UploadList({ courseId }: { courseId: string }) {
  const uploads = useUploads();
  const list = useUploadList(uploads).filter(({ request }) => request.courseId === courseId);
  if (list.length === 0) return null;
  return (
    <Stack gap="medium" role="list" label="Files">
      {list.map((upload) => (
        <Card key={upload.id} role="listitem" tone={upload.state === 'failed' ? 'dangerSoft' : 'surface'}>
          <Text strong>{upload.request.file.name}</Text>
          <Words upload={upload} />
          {upload.state === 'sending' ? (
            <ProgressBar
              label={`Sending ${upload.request.file.name}`}
              share={upload.total > 0 ? upload.sent / upload.total : 0}
            />
          ) : null}
          <View style={styles.row}>
            {upload.lecture ? (
              <ButtonLink
                href={`/lectures/${upload.lecture.id}`}
                kind="main"
                icon="forward"
                label={`Follow it: ${upload.request.file.name}`}
              >
                Follow it
              </ButtonLink>
            ) : null}
            {upload.state === 'failed' && !isOfTheFile(upload) ? (
              <Button
                icon="retry"
                label={`Try again: ${upload.request.file.name}`}
                onPress={() => uploads.retry(upload.id)}
              >
                Try again
              </Button>
            ) : null}
            <Button
              kind="plain"
              icon="close"
              label={`${REMOVE[upload.state]} ${upload.request.file.name}`}
              onPress={() => uploads.remove(upload.id)}
            >
              {REMOVE[upload.state]}
            </Button>
          </View>
        </Card>
      ))}
    </Stack>
  );
}

/** What is wrong with the file itself is still wrong when it is sent again. */
function isOfTheFile({ problem }: Upload): boolean {
  return PROBLEMS[wordsOf(problem).code].kind === 'input';
}

const REMOVE: Record<Upload['state'], string> = {
  waiting: 'Cancel',
  sending: 'Cancel',
  sent: 'Hide',
  failed: 'Remove',
};

function Words({ upload: { state, sent, total, speed, problem } }: { upload: Upload }) {
  switch (state) {
    case 'waiting':
      return <Text tone="quiet">{`Waiting for its turn · ${sizeOf(total)}`}</Text>;
    case 'sent':
      return <Text tone="accent">Handed in. It is worked through now.</Text>;
    case 'failed': {
      const { title, detail, remedy } = wordsOf(problem);
      return (
        <View role="alert">
          <Text tone="danger" strong>
            {title}
          </Text>
          {detail ? <Text>{detail}</Text> : null}
          <Text>{remedy}</Text>
        </View>
      );
    }
    case 'sending': {
      if (sent >= total && total > 0) return <Text tone="quiet">Arrived; it is being checked.</Text>;
      const left = speed ? (total - sent) / speed : undefined;
      const words = [
        `${sizeOf(sent)} of ${sizeOf(total)}`,
        speed ? `${sizeOf(speed)} a second` : undefined,
        left === undefined ? undefined : `about ${lengthOf(left)} left`,
      ];
      return (
        <Text tone="quiet" style={styles.figures}>
          {words.filter(Boolean).join(' · ')}
        </Text>
      );
    }
  }
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', flexWrap: 'wrap', gap: space.small },
  figures: { fontVariant: ['tabular-nums'] },
});
