import type { Course } from '@pegasus/core/course.ts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { refreshLists } from './lectures.ts';
import { LECTURES_KEY, MATERIALS_KEY } from './query-keys.ts';

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

/** The name that the student sees goes along, so that two devices do not overwrite each other unseen. */
export function useRenameCourse({ id: courseId, name: was }: Course) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => client.renameCourse({ params: { courseId }, body: { was, name } }),
    // Its lectures and their files carry the name, too.
    onSuccess: (course) => {
      queries.setQueryData([KEY, courseId], course);
      void queries.invalidateQueries({ queryKey: MATERIALS_KEY });
      void queries.invalidateQueries({ queryKey: LECTURES_KEY });
      return refreshLists(queries);
    },
  });
}

export function useDeleteCourse(courseId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<void, unknown, undefined>({
    mutationFn: () => client.deleteCourse({ params: { courseId } }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: [KEY, courseId] });
      queries.removeQueries({ queryKey: LECTURES_KEY });
      return refreshLists(queries);
    },
  });
}
