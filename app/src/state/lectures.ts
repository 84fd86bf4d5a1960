import type { LectureEvent } from '@pegasus/core/answers.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { UNDER_WAY_MS } from './query-client.ts';
import { HOME_KEY, LECTURES_KEY, MATERIALS_KEY } from './query-keys.ts';

export const lectureKey = (lectureId: string) => [...LECTURES_KEY, 'one', lectureId];
export const listKey = (courseId: string | undefined) => [...LECTURES_KEY, 'list', courseId ?? 'all'];

/** Newest first, a page at a time; of one course when it is named. */
export function useLectures(courseId?: string) {
  const client = useClient();
  return useInfiniteQuery({
    queryKey: listKey(courseId),
    queryFn: ({ pageParam, signal }) =>
      client.listLectures({
        query: { ...(courseId ? { course: courseId } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    // A list that was gone through far down is asked for page by page, so not as often.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(isUnderWay)) ? data.pages.length * UNDER_WAY_MS : false,
  });
}

const isUnderWay = ({ state }: Lecture) => state === 'processing';

/** A lecture with every try at every stage. `useLiveLecture` keeps it as it is now. */
export function useLecture(lectureId: string) {
  const client = useClient();
  return useQuery({
    queryKey: lectureKey(lectureId),
    queryFn: async ({ signal }): Promise<LectureEvent> => {
      const call = { params: { lectureId }, signal };
      const [lecture, timeline] = await Promise.all([client.getLecture(call), client.getTimeline(call)]);
      return { lecture, timeline: timeline.items };
    },
  });
}

type Change = 'retryLecture' | 'cancelLecture';

function useChange(name: Change) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (lectureId: string) => client[name]({ params: { lectureId } }),
    onSuccess: (lecture) => showChanged(queries, lecture),
    // What is shown may be old: somebody else, or the pipeline itself, was quicker.
    onError: (_error, lectureId) => queries.invalidateQueries({ queryKey: lectureKey(lectureId) }),
  });
}

export const useRetryLecture = () => useChange('retryLecture');
export const useCancelLecture = () => useChange('cancelLecture');

/** Makes the material anew, under the same preset or another. */
export function useRegenerateLecture() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ lectureId, preset }: { lectureId: string; preset: string }) =>
      client.regenerateLecture({ params: { lectureId }, body: { preset } }),
    onSuccess: (lecture) => showChanged(queries, lecture),
  });
}

export function useDeleteLecture(lectureId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation<void, unknown, undefined>({
    mutationFn: () => client.deleteLecture({ params: { lectureId } }),
    onSuccess: () => {
      queries.removeQueries({ queryKey: lectureKey(lectureId) });
      return refreshLists(queries);
    },
  });
}

/** The title that the student sees goes along, so that two devices do not overwrite each other unseen. */
export function useRenameLecture({ id: lectureId, title: was }: Lecture) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => client.renameLecture({ params: { lectureId }, body: { was, name } }),
    onSuccess: (lecture) => {
      // The name stands in its files.
      void queries.invalidateQueries({ queryKey: [...MATERIALS_KEY, lectureId] });
      return showChanged(queries, lecture);
    },
  });
}

/** After a lecture came, went or changed its state or name. */
export function refreshLists(queries: QueryClient): Promise<void> {
  void queries.invalidateQueries({ queryKey: ['courses'] });
  void queries.invalidateQueries({ queryKey: HOME_KEY });
  return queries.invalidateQueries({ queryKey: [...LECTURES_KEY, 'list'] });
}

async function showChanged(queries: QueryClient, lecture: Lecture): Promise<void> {
  queries.setQueryData<LectureEvent>(lectureKey(lecture.id), (known) =>
    known ? { ...known, lecture } : known,
  );
  await Promise.all([queries.invalidateQueries({ queryKey: lectureKey(lecture.id) }), refreshLists(queries)]);
}
