import type { LectureEvent } from '@pegasus/core/answers.ts';
import { Answer } from '../../components/answer.tsx';
import { Screen } from '../../components/screen.tsx';
import { Text } from '../../components/text.tsx';
import { useLiveLecture } from '../../state/live-lecture.ts';
import { useRouteText } from '../../state/route.ts';
import { dayOf, detailsOf } from '../words.ts';
import { EditingProvider } from './editing.tsx';
import { LectureActions } from './lecture-actions.tsx';
import { PlaybackProvider, recordingOf } from './playback.tsx';
import { PlayerDock } from './player-dock.tsx';
import { Review } from './review.tsx';
import { Standing } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import { UndoBar } from './undo-bar.tsx';

/** One lecture, whatever has become of it: under way, failed, or to be revised. */
export function LectureScreen() {
  const lectureId = useRouteText('lectureId');
  const { query, lost } = useLiveLecture(lectureId);
  if (query.data === undefined) {
    return (
      <Screen title="Lecture" crumbs={[{ title: 'Home', href: '/' }]}>
        <Answer query={query} loading="Loading the lecture">
          {() => null}
        </Answer>
      </Screen>
    );
  }
  return <Shown event={query.data} lost={lost} />;
}

function Shown({ event, lost }: { event: LectureEvent; lost: unknown }) {
  const { lecture } = event;
  const reviewable = lecture.state === 'ready' || lecture.state === 'thin';
  return (
    <PlaybackProvider recording={recordingOf(lecture)}>
      <EditingProvider lectureId={lecture.id}>
        <Screen
          title={lecture.title}
          lead={detailsOf(lecture, false)}
          crumbs={[{ title: lecture.courseName, href: `/courses/${lecture.courseId}` }]}
          dock={
            <>
              <UndoBar />
              <PlayerDock seconds={lecture.seconds} />
            </>
          }
        >
          <Standing event={event} lost={lost} />
          {lecture.recording.leftAt ? (
            <Text tone="quiet">
              {`The recording was removed on ${dayOf(lecture.recording.leftAt)}, as was set. Its moments can be read but not played.`}
            </Text>
          ) : null}
          {reviewable ? <Review lecture={lecture} /> : <Timeline event={event} />}
          <LectureActions lecture={lecture} />
        </Screen>
      </EditingProvider>
    </PlaybackProvider>
  );
}
