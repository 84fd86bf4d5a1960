import { LectureFile } from '@pegasus/core/lecture-file.ts';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { FileDrop } from '../../components/file-drop';
import { LECTURE_FILES } from '../../components/file-drop-define.ts';
import { Notice } from '../../components/notice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Text } from '../../components/text.tsx';
import { useCourse } from '../../state/courses.ts';
import { useRouteText } from '../../state/route.ts';
import { useImportLecture } from '../../state/shares.ts';

/** Takes in a lecture that came as a file: from a link of another server, or as its export of everything. */
export function OpenFileScreen() {
  const courseId = useRouteText('courseId');
  const course = useCourse(courseId).data;
  const router = useRouter();
  const open = useImportLecture(courseId);
  const [wrong, setWrong] = useState<string>();
  const take = async (content: Blob) => {
    const file = read(await content.text());
    setWrong(file ? undefined : 'That is no lecture file of Pegasus. Nothing was changed.');
    if (file) open.mutate(file, { onSuccess: ({ id }) => router.replace(`/lectures/${id}`) });
  };
  return (
    <Screen
      title="Open a lecture file"
      lead="The material comes with the words that it rests on, but without a recording."
      crumbs={[{ title: course?.name ?? 'Course', href: `/courses/${courseId}` }]}
    >
      <FileDrop
        wanted={LECTURE_FILES}
        onFiles={([first]) => (first ? void take(first.content) : undefined)}
        onRefused={setWrong}
      />
      {open.isPending ? <Text role="status">Taking it in…</Text> : null}
      {wrong ? (
        <Notice tone="danger" title="It cannot be opened" urgent>
          {wrong}
        </Notice>
      ) : null}
      {open.error && !wrong ? <ProblemNotice problem={open.error} /> : null}
    </Screen>
  );
}

/** The server looks closer; here only what is no such file at all is told apart. */
function read(text: string): LectureFile | undefined {
  try {
    return LectureFile.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON: the caller says so.
    return undefined;
  }
}
