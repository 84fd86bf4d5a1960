import { Problem } from '@pegasus/core/problem.ts';
import type { SharedMaterial } from '@pegasus/core/share.ts';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useCourses } from '../../state/courses.ts';
import { useRouteText } from '../../state/route.ts';
import { useCopyShared, useShared } from '../../state/shares.ts';
import { SignInFirst } from '../account/account-gate.tsx';
import { Ended } from './ended.tsx';

const NEW = 'new';

/** Takes what a link shows into one's own account, for which one signs in here. */
export function CopyScreen() {
  return (
    <SignInFirst>
      <Taking />
    </SignInFirst>
  );
}

function Taking() {
  const token = useRouteText('token');
  const shared = useShared(token);
  if (shared.error instanceof Problem && shared.error.code === 'not-found') return <Ended />;
  const title = shared.data?.lectureTitle;
  return (
    <Screen
      title={title ? `Take a copy of ${title}` : 'Take a copy'}
      crumbs={[{ title: title ?? 'Shared with you', href: `/shared/${token}` }]}
    >
      <Answer query={shared} loading="Loading what was shared">
        {(material) => <Copying material={material} token={token} />}
      </Answer>
    </Screen>
  );
}

function Copying({ material, token }: { material: SharedMaterial; token: string }) {
  const router = useRouter();
  const courses = useCourses();
  const copy = useCopyShared(token);
  const own = courses.data?.pages.flatMap(({ items }) => items) ?? [];
  const same = own.find(({ name }) => name === material.courseName);
  const [picked, setPicked] = useState<string>();
  const [name, setName] = useState(material.courseName);
  const course = picked ?? same?.id ?? NEW;
  const missing = course === NEW && !name.trim();
  const take = () => {
    if (copy.isPending || missing) return;
    copy.mutate(course === NEW ? { newCourse: name.trim() } : { courseId: course }, {
      onSuccess: ({ id }) => router.replace(`/lectures/${id}`),
    });
  };
  return (
    <Stack role="form" label="Take a copy">
      <Text>
        The copy is yours: study it, change it, share it. It holds the words of the lecture that it rests on,
        but no recording.
      </Text>
      {own.length > 0 ? (
        <Choice
          label="Into which course?"
          options={[
            ...own.map(({ id, name: title }) => ({ value: id, title })),
            { value: NEW, title: 'A new course' },
          ]}
          value={course}
          onChange={setPicked}
        />
      ) : null}
      {course === NEW ? (
        <Field
          label="Name of the new course"
          value={name}
          onChange={setName}
          onSubmit={take}
          error={missing ? 'Give the course a name.' : undefined}
        />
      ) : null}
      {copy.error ? <ProblemNotice problem={copy.error} onRetry={take} /> : null}
      <Button
        kind="main"
        icon="plus"
        onPress={take}
        busy={copy.isPending || courses.isPending}
        disabled={missing}
      >
        Take the copy
      </Button>
    </Stack>
  );
}
