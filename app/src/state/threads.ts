import { useQuery } from '@tanstack/react-query';
import { useClient } from './client.tsx';

export function useThreads(courseId: string) {
  const client = useClient();
  return useQuery({
    queryKey: ['threads', courseId],
    queryFn: ({ signal }) => client.listThreads({ params: { courseId }, signal }),
    select: ({ items }) => items,
  });
}
