import type { LectureEvent } from '@pegasus/core/answers.ts';
import { canCancel } from '@pegasus/core/lecture.ts';
import { toProblem } from '@pegasus/core/problem.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useClient } from './client.tsx';
import { lectureKey, refreshLists, useLecture } from './lectures.ts';
import { MATERIALS_KEY } from './query-keys.ts';

/** How long after the live events were lost for good the server is asked again. */
const PATIENCE_MS = 10_000;

/**
 * A lecture as it is now: asked for once, then followed by live events while it is processed. What is shown
 * never gives way to a spinner. `lost` is what keeps the events from coming; they are taken up again by themselves.
 */
export function useLiveLecture(lectureId: string) {
  const client = useClient();
  const queries = useQueryClient();
  const query = useLecture(lectureId);
  const [lost, setLost] = useState<unknown>();
  const processing = query.data !== undefined && canCancel(query.data.lecture.state);
  useEffect(() => {
    if (!processing) return;
    const stop = new AbortController();
    const follow = async () => {
      for await (const event of client.followLecture({ params: { lectureId }, signal: stop.signal })) {
        setLost(undefined);
        queries.setQueryData<LectureEvent>(lectureKey(lectureId), event);
        if (!canCancel(event.lecture.state)) {
          // What it made is new, and lists show how it stands.
          void queries.invalidateQueries({ queryKey: [...MATERIALS_KEY, lectureId] });
          void refreshLists(queries);
        }
      }
    };
    const again = () => {
      if (stop.signal.aborted) return;
      follow().catch((error: unknown) => {
        if (stop.signal.aborted) return;
        setLost(toProblem(error));
        timer = setTimeout(again, PATIENCE_MS);
      });
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    again();
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [client, queries, lectureId, processing]);
  return { query, lost };
}
