import type { Lecture } from '@pegasus/core/lecture.ts';
import { useRouter } from 'expo-router';
import { ButtonLink } from '../../components/button.tsx';
import { OwnerTools } from '../../components/owner-tools.tsx';
import { Stack } from '../../components/stack.tsx';
import { useDeleteLecture, useRenameLecture } from '../../state/lectures.ts';

/** What can be done with a lecture as a whole. */
export function LectureActions({ lecture }: { lecture: Lecture }) {
  const router = useRouter();
  return (
    <Stack gap="normal">
      {lecture.state === 'ready' ? (
        <ButtonLink href={`/lectures/${lecture.id}/share`} icon="share">
          Share this lecture
        </ButtonLink>
      ) : null}
      <OwnerTools
        what="lecture"
        naming={{ label: 'Title of the lecture', name: lecture.title, rename: useRenameLecture(lecture) }}
        removal={{
          words: 'The recording, the transcript and all material are deleted for good.',
          remove: useDeleteLecture(lecture.id),
          onGone: () => router.replace(`/courses/${lecture.courseId}`),
        }}
      />
    </Stack>
  );
}
