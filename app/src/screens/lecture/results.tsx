import { byItem, type Grade, holding, type Review } from '@pegasus/core/study/review.ts';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { useClient } from '../../state/client.tsx';
import { newId } from '../../state/new-id';
import { useReviewLog } from '../../state/study.ts';

interface Results {
  /** How an item went when it was last asked, before this visit or in it. */
  lastOf(itemId: string | undefined): Grade | undefined;
  keep(itemId: string | undefined, grade: Grade, answer: string | undefined): void;
  /** Of this visit. */
  right: number;
  answered: number;
}

const Context = createContext<Results | undefined>(undefined);

/** What was answered in the questions of a lecture: kept in the log of study, as in a session. */
export function ResultsProvider({ lectureId, children }: { lectureId: string; children: ReactNode }) {
  const client = useClient();
  const log = useQuery({
    queryKey: ['study', 'results', lectureId],
    queryFn: ({ signal }) => client.listReviews({ query: { lecture: lectureId, limit: 1000 }, signal }),
  });
  const { add } = useReviewLog();
  const [mine, setMine] = useState<readonly Review[]>([]);
  const value = useMemo((): Results => {
    const earlier = log.data?.items.map(({ review }) => review) ?? [];
    const items = byItem([...earlier, ...mine]);
    const grades = mine.flatMap((review) => (review.kind === 'grade' ? [review.grade] : []));
    return {
      lastOf: (itemId) => {
        const own = holding(items.get(`${lectureId} ${itemId}`) ?? []);
        return own.findLast((review) => review.kind === 'grade')?.grade;
      },
      keep: (itemId, grade, answer) => {
        if (itemId === undefined) return;
        const review: Review = {
          kind: 'grade',
          id: newId(),
          lectureId,
          itemId,
          at: new Date().toISOString(),
          grade,
          ...(answer ? { answer: answer.slice(0, 4000) } : {}),
        };
        add(review);
        setMine((before) => [...before, review]);
      },
      right: grades.filter((grade) => grade !== 'again').length,
      answered: grades.length,
    };
  }, [log.data, mine, lectureId, add]);
  return <Context value={value}>{children}</Context>;
}

export function useResults(): Results | undefined {
  return useContext(Context);
}
