import type { LectureFile } from '@pegasus/core/lecture-file.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { refreshLists } from './lectures.ts';

const keyOf = (lectureId: string) => ['shares', lectureId] as const;

/** What goes into a link. */
export interface ShareWish {
  preset: string;
  artifacts: string[];
  transcript: boolean;
  recording: boolean;
  days: number;
}

/** The links of a lecture, newest first. */
export function useShares(lectureId: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId),
    queryFn: ({ signal }) => client.listShares({ params: { lectureId }, signal }),
    select: ({ items }) => items,
  });
}

export function useCreateShare(lectureId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ShareWish) => client.createShare({ params: { lectureId }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(lectureId) }),
  });
}

export function useRevokeShare(lectureId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (shareId: string) => client.revokeShare({ params: { shareId } }),
    onSettled: () => queries.invalidateQueries({ queryKey: keyOf(lectureId) }),
  });
}

/** What somebody else's link shows. Asked for once a visit, because each answer is counted as a reader. */
export function useShared(token: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['shared', token],
    queryFn: ({ signal }) => client.getShared({ params: { token }, signal }),
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Takes what a link shows into a course: one of the student's own, or a new one of that name. */
export function useCopyShared(token: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ courseId, newCourse }: { courseId?: string; newCourse?: string }) => {
      const course = courseId ?? (await client.createCourse({ body: { name: newCourse ?? '' } })).id;
      return client.copyShared({ params: { token }, body: { courseId: course } });
    },
    onSettled: () => refreshLists(queries),
  });
}

/** Takes a lecture that came as a file into a course. */
export function useImportLecture(courseId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (file: LectureFile) => client.importLecture({ params: { courseId }, body: file }),
    onSettled: () => refreshLists(queries),
  });
}
