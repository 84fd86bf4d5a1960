import type { Lecture } from '@pegasus/core/lecture.ts';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { useDeleteLecture } from '../../state/lectures.ts';

/** What can be done with a lecture as a whole. */
export function LectureActions({ lecture }: { lecture: Lecture }) {
  const router = useRouter();
  const remove = useDeleteLecture();
  const [asking, setAsking] = useState(false);
  return (
    <Stack gap="small">
      {remove.error ? <ProblemNotice problem={remove.error} /> : null}
      <Button kind="danger" icon="trash" onPress={() => setAsking(true)}>
        Delete lecture
      </Button>
      <Ask
        open={asking}
        title="Delete this lecture?"
        confirm="Delete it"
        danger
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(lecture.id, {
            onSuccess: () => router.replace(`/courses/${lecture.courseId}`),
            onSettled: () => setAsking(false),
          })
        }
      >
        The recording, the transcript and all material are deleted for good.
      </Ask>
    </Stack>
  );
}
