import { useQuery } from '@tanstack/react-query';
import { useClient } from './client.tsx';

export function usePresets() {
  const client = useClient();
  return useQuery({
    queryKey: ['presets'],
    queryFn: ({ signal }) => client.listPresets({ signal }),
    select: ({ items }) => items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
