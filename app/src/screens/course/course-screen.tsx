import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LecturePage } from '../../components/lecture-page.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useCourse } from '../../state/courses.ts';
import { useRouteText } from '../../state/route.ts';
import { CourseActions } from './course-actions.tsx';

const HOME = [{ title: 'Home', href: '/' }] as const;

/** The lectures of a course. */
export function CourseScreen() {
  const courseId = useRouteText('courseId');
  const course = useCourse(courseId);
  if (course.data === undefined) {
    return (
      <Screen title="Course" crumbs={HOME}>
        <Answer query={course} loading="Loading the course">
          {() => null}
        </Answer>
      </Screen>
    );
  }
  return (
    <LecturePage
      courseId={courseId}
      title={course.data.name}
      crumbs={HOME}
      actions={
        <Stack row gap="small">
          <ButtonLink href={`/courses/${courseId}/preset`} kind="main" icon="plus">
            Add a lecture
          </ButtonLink>
          {course.data.lectures > 0 ? (
            <>
              <ButtonLink href={`/courses/${courseId}/review`} icon="book">
                Revise
              </ButtonLink>
              <ButtonLink href={`/study?course=${courseId}`} kind="plain" icon="cards">
                Study
              </ButtonLink>
              <ButtonLink href={`/search?course=${courseId}`} kind="plain" icon="search">
                Search
              </ButtonLink>
            </>
          ) : null}
        </Stack>
      }
      foot={<CourseActions course={course.data} />}
      empty={
        <EmptyState
          icon="microphone"
          title="No lecture yet"
          action={
            <ButtonLink href={`/courses/${courseId}/preset`} icon="plus">
              Add the first lecture
            </ButtonLink>
          }
        >
          Record one in the lecture hall, or upload a recording that you have.
        </EmptyState>
      }
    />
  );
}
