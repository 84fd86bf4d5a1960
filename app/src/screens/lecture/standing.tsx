import type { LectureEvent } from '@pegasus/core/answers.ts';
import { canRetry } from '@pegasus/core/lecture.ts';
import { PROBLEMS } from '@pegasus/core/problem.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Notice } from '../../components/notice.tsx';
import { wordsOf } from '../../components/problem-notice.tsx';
import { Text } from '../../components/text.tsx';
import { useCancelLecture, useRetryLecture } from '../../state/lectures.ts';
import { STAGE_WORDS } from '../words.ts';

/** What the student has to know of how the lecture stands, with what can be done. Nothing where all is well. */
export function Standing({ event, lost }: { event: LectureEvent; lost: unknown }) {
  const { lecture } = event;
  switch (lecture.state) {
    case 'processing':
      return <Processing event={event} lost={lost} />;
    case 'failed':
    case 'cancelled':
      return <Stopped event={event} />;
    case 'thin':
      return (
        <Notice tone="warning" title={PROBLEMS['material-thin'].title}>
          {PROBLEMS['material-thin'].remedy}
        </Notice>
      );
    case 'ready':
      return null;
  }
}

function Processing({ event: { lecture }, lost }: { event: LectureEvent; lost: unknown }) {
  const cancel = useCancelLecture();
  return (
    <Notice
      tone="calm"
      title="Your lecture is being worked through"
      actions={
        <Button kind="plain" icon="stop" onPress={() => cancel.mutate(lecture.id)} busy={cancel.isPending}>
          Cancel
        </Button>
      }
    >
      <Text>You can close this page: it goes on by itself, and the recording is safe.</Text>
      {lost ? <Text tone="warning">{`The live view was interrupted. ${wordsOf(lost).remedy}`}</Text> : null}
      {cancel.error ? <Text tone="danger">{wordsOf(cancel.error).title}</Text> : null}
    </Notice>
  );
}

function Stopped({ event: { lecture } }: { event: LectureEvent }) {
  const retry = useRetryLecture();
  const failed = lecture.state === 'failed';
  const words = lecture.problem ? wordsOf(lecture.problem) : undefined;
  const stage = lecture.stage ? STAGE_WORDS[lecture.stage].title : undefined;
  return (
    <Notice
      tone={failed ? 'danger' : 'calm'}
      urgent={failed}
      title={
        failed
          ? `${stage ?? 'The work'} failed: ${words?.title ?? 'nobody knows why.'}`
          : 'The work was cancelled.'
      }
      actions={
        <>
          {canRetry(lecture.state) ? (
            <Button
              icon="retry"
              kind={failed && !words?.retry ? 'soft' : 'main'}
              onPress={() => retry.mutate(lecture.id)}
              busy={retry.isPending}
            >
              {failed ? `Try again from ${stage ?? 'there'}` : 'Go on'}
            </Button>
          ) : null}
          {failed && !words?.retry ? (
            <ButtonLink href={`/courses/${lecture.courseId}/preset`} icon="upload">
              Choose another file
            </ButtonLink>
          ) : null}
        </>
      }
    >
      {words?.detail ? <Text>{words.detail}</Text> : null}
      <Text>
        {failed
          ? (words?.remedy ?? 'Try again.')
          : 'The recording is kept. Go on whenever you like: it resumes where it stopped.'}
      </Text>
      {retry.error ? <Text tone="danger">{wordsOf(retry.error).title}</Text> : null}
    </Notice>
  );
}
