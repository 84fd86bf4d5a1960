import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useClient } from './client.tsx';

/** Finds words; while other words are looked for, what was found before stays. */
export function useSearch(words: string, course: string | undefined) {
  const client = useClient();
  return useQuery({
    queryKey: ['search', course ?? 'all', words],
    queryFn: ({ signal }) => client.search({ query: { words, ...(course ? { course } : {}) }, signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
}
