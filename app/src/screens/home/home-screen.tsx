import type { Course } from '@pegasus/core/course.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { CardLink } from '../../components/card.tsx';
import { LectureCard } from '../../components/lecture-card.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useCourses } from '../../state/courses.ts';
import { useHome } from '../../state/study.ts';
import { count } from '../words.ts';
import { Shaky, Today } from './today.tsx';
import { Welcome } from './welcome.tsx';

/** What helps the night before: what is due and shaky, then what is in the works, what is new, and the courses. */
export function HomeScreen() {
  const courses = useCourses();
  const home = useHome();
  const none = courses.data?.pages[0]?.items.length === 0;
  if (none) return <Welcome />;
  return (
    <Screen title="Your revision" size="page">
      <Answer query={home} loading="Loading what helps now" rows={5}>
        {(data) => (
          <>
            <Today home={data} />
            <LectureSection title="In the works" lectures={data.processing} />
            <Shaky shaky={data.shaky} />
            <LectureSection title="Newest lectures" lectures={data.newest} />
          </>
        )}
      </Answer>
      {/* Below everything else: shown sooner, they would be pushed down by what comes above them. */}
      {home.isPending ? null : (
        <Answer query={courses} loading="Loading your courses" rows={2}>
          {({ pages }) => <Courses courses={pages.flatMap(({ items }) => items)} />}
        </Answer>
      )}
    </Screen>
  );
}

function LectureSection({ title, lectures }: { title: string; lectures: readonly Lecture[] }) {
  if (lectures.length === 0) return null;
  return (
    <Stack gap="medium" role="region" label={title}>
      <Heading level={2}>{title}</Heading>
      <Stack gap="small" role="list">
        {lectures.map((lecture) => (
          <Stack key={lecture.id} role="listitem">
            <LectureCard lecture={lecture} />
          </Stack>
        ))}
      </Stack>
    </Stack>
  );
}

function Courses({ courses }: { courses: readonly Course[] }) {
  return (
    <Stack gap="medium" role="region" label="Courses">
      <Stack row justify="space-between">
        <Heading level={2}>Courses</Heading>
        <ButtonLink href="/courses/new" icon="plus">
          New course
        </ButtonLink>
      </Stack>
      <Stack row gap="medium" role="list" align="stretch">
        {courses.map(({ id, name, lectures }) => (
          <Stack
            key={id}
            role="listitem"
            style={{ flexGrow: 1, flexBasis: 240, minWidth: 0, maxWidth: '100%' }}
          >
            <CardLink href={`/courses/${id}`}>
              <Text strong size="lead" lines={2}>
                {name}
              </Text>
              <Text tone="quiet">{lectures === 0 ? 'No lecture yet' : count(lectures, 'lecture')}</Text>
            </CardLink>
          </Stack>
        ))}
      </Stack>
    </Stack>
  );
}
