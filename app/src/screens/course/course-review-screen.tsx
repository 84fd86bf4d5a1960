import type { CourseReview } from '@pegasus/core/study/answers.ts';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Choice } from '../../components/choice.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useCourse } from '../../state/courses.ts';
import { useLectures } from '../../state/lectures.ts';
import { useRouteText } from '../../state/route.ts';
import { useCourseReview } from '../../state/study.ts';
import { knownWords } from '../home/today.tsx';
import { count } from '../words.ts';
import { CourseFiles } from './course-files.tsx';
import { PlanCard } from './plan-card.tsx';
import { Statistics } from './statistics.tsx';
import { ThreadCard } from './thread-card.tsx';

const ORDERS = [
  { value: 'foundation', title: 'By foundation' },
  { value: 'mostTouched', title: 'Most touched' },
  { value: 'changed', title: 'What changed' },
  { value: 'shaky', title: 'Shaky for you' },
] as const;
type Order = (typeof ORDERS)[number]['value'];

/** A course before its exam: its concepts in the order in which they carry each other, and how well they are known. */
export function CourseReviewScreen() {
  const courseId = useRouteText('courseId');
  const course = useCourse(courseId).data;
  const review = useCourseReview(courseId);
  return (
    <Screen
      title={course ? `Revise ${course.name}` : 'Revise a course'}
      crumbs={[{ title: course?.name ?? 'Course', href: `/courses/${courseId}` }]}
    >
      <Answer query={review} loading="Putting the course in order" rows={4}>
        {(data) => <Reviewed review={data} courseId={courseId} />}
      </Answer>
    </Screen>
  );
}

function Reviewed({ review, courseId }: { review: CourseReview; courseId: string }) {
  const [order, setOrder] = useState<Order>(review.shaky.length > 0 ? 'shaky' : 'foundation');
  const lectures = useLectures(courseId).data?.pages.flatMap(({ items }) => items) ?? [];
  const titles = new Map(lectures.map(({ id, title }) => [id, title]));
  const { standing, threads } = review;
  if (threads.length === 0) {
    return (
      <EmptyState icon="book" title="No threads yet">
        Once lectures of this course are worked through, the concepts that go through them stand here.
      </EmptyState>
    );
  }
  const shown =
    order === 'foundation'
      ? threads
      : review[order].flatMap((id) => threads.filter((thread) => thread.id === id));
  return (
    <>
      <Card role="region" label="How you stand">
        <Text strong size="lead">
          {standing.studied === 0
            ? `${count(standing.items, 'card')} and questions, none studied yet`
            : `${standing.studied} of ${count(standing.items, 'card')} studied, ${knownWords(standing.recall) ?? ''}`}
        </Text>
        <Statistics courseId={courseId} />
        <Stack row gap="small">
          <ButtonLink href={`/study?course=${courseId}`} kind="main" icon="cards">
            {standing.due > 0 ? `Study ${count(standing.due, 'due card')}` : 'Study this course'}
          </ButtonLink>
          <ButtonLink href={`/search?course=${courseId}`} kind="plain" icon="search">
            Search
          </ButtonLink>
        </Stack>
      </Card>
      <PlanCard courseId={courseId} />
      <CourseFiles courseId={courseId} />
      <Stack gap="medium">
        <Heading level={2}>Threads</Heading>
        <Choice<Order> label="Order" options={ORDERS} value={order} onChange={setOrder} />
        <Stack gap="medium" role="list">
          {shown.map((thread) => (
            <ThreadCard key={thread.id} thread={thread} titles={titles} />
          ))}
        </Stack>
        {shown.length === 0 ? <Text tone="quiet">{NONE[order]}</Text> : null}
      </Stack>
    </>
  );
}

const NONE: Record<Order, string> = {
  foundation: 'There are none.',
  mostTouched: 'There are none.',
  changed: 'Nothing changed yet: each concept was said in one way.',
  shaky: 'Nothing is shaky. Study a few cards, and what does not hold shows up here.',
};
