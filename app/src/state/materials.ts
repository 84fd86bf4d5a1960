import { useQuery } from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { MATERIALS_KEY } from './query-keys.ts';

const keyOf = (lectureId: string, ...rest: string[]) => [...MATERIALS_KEY, lectureId, ...rest];

export function useArtifacts(lectureId: string, preset: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId, 'artifacts', preset),
    queryFn: ({ signal }) => client.listArtifacts({ params: { lectureId }, query: { preset }, signal }),
    select: ({ items }) => items,
  });
}

export function useExports(lectureId: string, preset: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId, 'exports', preset),
    queryFn: ({ signal }) => client.listExports({ params: { lectureId }, query: { preset }, signal }),
    select: ({ items }) => items,
  });
}

/** The presets under which there is material, newest first. */
export function useMadePresets(lectureId: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId, 'presets'),
    queryFn: ({ signal }) => client.listMadePresets({ params: { lectureId }, signal }),
    select: ({ items }) => items,
  });
}

export function useTranscript(lectureId: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId, 'transcript'),
    queryFn: ({ signal }) => client.getTranscript({ params: { lectureId }, signal }),
  });
}

/** What the student did to the lecture: the marks of every item and segment that was edited. */
export function useMarks(lectureId: string) {
  const client = useClient();
  return useQuery({
    queryKey: keyOf(lectureId, 'marks'),
    queryFn: ({ signal }) => client.listEdits({ params: { lectureId }, signal }),
    select: ({ marks }) => marks,
  });
}
