import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useClient } from './client.tsx';
import { refreshLists } from './lectures.ts';
import { createUploads, type Uploads } from './uploads.ts';

const Context = createContext<Uploads | undefined>(undefined);

/** Stands above all pages, so that a file goes on while its sender looks around. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const client = useClient();
  const [uploads] = useState(() => {
    let count = 0;
    return createUploads({
      // What sends files is fetched with the first file: most visits send none.
      handIn: async (request, tools) => (await import('./hand-in.ts')).handIn(request, { client, ...tools }),
      now: () => performance.now(),
      newId: () => `upload-${++count}`,
      onAccepted: () => void refreshLists(queries),
    });
  });
  return <Context value={uploads}>{children}</Context>;
}

export function useUploads(): Uploads {
  const uploads = useContext(Context);
  if (!uploads) throw new Error('There is no UploadsProvider above.');
  return uploads;
}
