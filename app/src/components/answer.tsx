import { Problem } from '@pegasus/core/problem.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ButtonLink } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';

interface AnswerProps<T> {
  query: UseQueryResult<T>;
  /** What a screen reader hears while it loads, such as «Loading your courses». */
  loading: string;
  rows?: number;
  /** What stands there while it loads, where rows would be the wrong shape. */
  skeleton?: ReactNode;
  children(data: T): ReactNode;
}

/**
 * What a query is at the moment: loading, gone wrong, not there, or its data. Data that is there stays while
 * it is asked for anew, also when that goes wrong.
 */
export function Answer<T>({ query, loading, rows, skeleton, children }: AnswerProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return skeleton ?? <Skeleton label={loading} {...(rows ? { rows } : {})} />;
  if (query.error instanceof Problem && query.error.code === 'not-found') return <NotHere />;
  return <ProblemNotice problem={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />;
}

export function NotHere() {
  return (
    <EmptyState
      icon="search"
      title="There is nothing here"
      action={<ButtonLink href="/">Go to the start</ButtonLink>}
    >
      It may have been deleted, or the address is not quite right.
    </EmptyState>
  );
}
