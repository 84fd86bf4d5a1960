import type { Review } from '@pegasus/core/study/review.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { read, write } from '../platform/device-store';
import { useClient } from './client.tsx';
import { UNDER_WAY_MS } from './query-client.ts';
import { HOME_KEY, STUDY_KEY } from './query-keys.ts';
import { createReviewOutbox } from './review-outbox.ts';

const OUTBOX = 'pegasus.reviews';

export interface StudyScope {
  course?: string | undefined;
  lecture?: string | undefined;
}

const queryOf = ({ course, lecture }: StudyScope) => ({
  ...(course ? { course } : {}),
  ...(lecture ? { lecture } : {}),
  dayStart: startOfToday(),
});

/** The student's day begins at four in the morning: who learns at midnight still learns for the day before. */
function startOfToday(): string {
  const start = new Date();
  if (start.getHours() < 4) start.setDate(start.getDate() - 1);
  start.setHours(4, 0, 0, 0);
  return start.toISOString();
}

/** A session is asked for once: what is graded in it must not move what comes next. */
export function useSession(scope: StudyScope, which: 'due' | 'all', session: number) {
  const client = useClient();
  return useQuery({
    queryKey: [...STUDY_KEY, 'session', scope, which, session],
    queryFn: ({ signal }) => client.listDue({ query: { ...queryOf(scope), which, limit: 100 }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export function useStatistics(scope: StudyScope) {
  const client = useClient();
  return useQuery({
    queryKey: [...STUDY_KEY, 'statistics', scope],
    queryFn: ({ signal }) => client.getStatistics({ query: queryOf(scope), signal }),
  });
}

export function useCourseReview(courseId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [...STUDY_KEY, 'course', courseId],
    queryFn: ({ signal }) => client.getCourseReview({ params: { courseId }, signal }),
  });
}

export function useStudyPlan(course: string, exam: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: [...STUDY_KEY, 'plan', course, exam],
    queryFn: ({ signal }) => client.getStudyPlan({ query: { course, exam: exam ?? '' }, signal }),
    enabled: exam !== undefined,
  });
}

export function useHome() {
  const client = useClient();
  return useQuery({
    queryKey: HOME_KEY,
    queryFn: ({ signal }) => client.getHome({ query: { dayStart: startOfToday() }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.processing.length ? UNDER_WAY_MS : false),
  });
}

/** Adds to the log. What cannot be sent now waits on the device; `away` says that something does. */
export function useReviewLog() {
  const client = useClient();
  const queries = useQueryClient();
  const [away, setAway] = useState(false);
  const [outbox] = useState(() =>
    createReviewOutbox({
      send: (items) => client.addReviews({ body: { items } }),
      read: () => read(OUTBOX),
      write: (text) => write(OUTBOX, text),
    }),
  );
  useEffect(() => {
    outbox.flush().then(
      () => setAway(false),
      () => setAway(outbox.waiting() > 0),
    );
    return () => void queries.invalidateQueries({ queryKey: STUDY_KEY, predicate: isNoSession });
  }, [outbox, queries]);
  const add = (review: Review) => {
    outbox.add(review).then(
      () => setAway(false),
      () => setAway(true),
    );
  };
  return { add, away };
}

function isNoSession({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey[1] !== 'session';
}
