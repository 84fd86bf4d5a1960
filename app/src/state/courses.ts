import type { Course } from '@pegasus/core/course.ts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';

const KEY = 'courses';

export function useCourses() {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: [KEY],
    queryFn: ({ pageParam, signal }) =>
      client.listCourses({ query: pageParam ? { cursor: pageParam } : {}, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useCourse(courseId: string) {
  const client = useClient();
  return useQuery({
    queryKey: [KEY, courseId],
    queryFn: ({ signal }) => client.getCourse({ params: { courseId }, signal }),
    enabled: courseId !== '',
  });
}

export function useCreateCourse() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => client.createCourse({ body: { name } }),
    onSuccess: (course: Course) => {
      queries.setQueryData([KEY, course.id], course);
      return queries.invalidateQueries({ queryKey: [KEY], exact: true });
    },
  });
}
