import { useRouter } from 'expo-router';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { ProblemNotice, wordsIf } from '../../components/problem-notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useCreateCourse } from '../../state/courses.ts';

export function NewCourseScreen() {
  const router = useRouter();
  const create = useCreateCourse();
  const [name, setName] = useState('');
  const [missing, setMissing] = useState(false);
  const taken = wordsIf('course-exists', create.error);
  const submit = () => {
    if (create.isPending) return;
    if (!name.trim()) return setMissing(true);
    create.mutate(name.trim(), {
      // In place of this page: back then leads to where the student came from.
      onSuccess: ({ id }) => router.replace(`/courses/${id}/preset`),
    });
  };
  return (
    <Screen
      title="New course"
      lead="A course holds the lectures that belong together."
      crumbs={[{ title: 'Home', href: '/' }]}
    >
      <Stack role="form" label="New course">
        <Field
          label="Name of the course"
          value={name}
          onChange={(next) => {
            setName(next);
            setMissing(false);
            create.reset();
          }}
          onSubmit={submit}
          hint="For example: Cell biology"
          error={missing ? 'Give the course a name.' : taken}
          input={{ autoComplete: 'off' }}
        />
        {create.error && !taken ? (
          <ProblemNotice problem={create.error} onRetry={submit} busy={create.isPending} />
        ) : null}
        <Button kind="main" icon="forward" onPress={submit} busy={create.isPending}>
          Go on
        </Button>
      </Stack>
    </Screen>
  );
}
