import type { Change, EditedPart } from '@pegasus/core/overlay/edit.ts';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useClient } from './client.tsx';
import { newId } from './new-id';
import { MATERIALS_KEY, STUDY_KEY } from './query-keys.ts';

export interface EditRequest {
  part: EditedPart;
  target: string;
  /** How many edits of it the student has seen. */
  version: number;
  change: Change;
}

/**
 * Changes one item or segment of a lecture. Shows anew what is there afterwards, also when it was refused:
 * then somebody was faster.
 */
export function useEdit(lectureId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: EditRequest) =>
      client.editLecture({
        params: { lectureId },
        body: { id: newId(), at: new Date().toISOString(), ...request },
      }),
    onSettled: () => showAnew(queries, lectureId),
  });
}

function showAnew(queries: QueryClient, lectureId: string): Promise<void> {
  void queries.invalidateQueries({ queryKey: STUDY_KEY });
  return queries.invalidateQueries({ queryKey: [...MATERIALS_KEY, lectureId] });
}
