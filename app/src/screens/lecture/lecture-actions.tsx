import type { Lecture } from '@pegasus/core/lecture.ts';
import { useRouter } from 'expo-router';
import { OwnerTools } from '../../components/owner-tools.tsx';
import { useDeleteLecture, useRenameLecture } from '../../state/lectures.ts';

/** What can be done with a lecture as a whole. */
export function LectureActions({ lecture }: { lecture: Lecture }) {
  const router = useRouter();
  return (
    <OwnerTools
      what="lecture"
      naming={{ label: 'Title of the lecture', name: lecture.title, rename: useRenameLecture(lecture) }}
      removal={{
        words: 'The recording, the transcript and all material are deleted for good.',
        remove: useDeleteLecture(lecture.id),
        onGone: () => router.replace(`/courses/${lecture.courseId}`),
      }}
    />
  );
}
