import type { ChosenFile } from '@pegasus/core/client.ts';
import { File } from 'expo-file-system';
import { useIncomingShare } from 'expo-sharing';
import { useEffect } from 'react';

/** Files that another app handed over by the sheet of the system. Told once each time. */
export function useIncomingFiles(onFiles: (files: ChosenFile[]) => void): void {
  const { resolvedSharedPayloads, clearSharedPayloads } = useIncomingShare();
  useEffect(() => {
    const files = resolvedSharedPayloads.flatMap((payload): ChosenFile[] => {
      if (!payload.contentUri) return [];
      const name = payload.originalName ?? 'recording';
      // A file of the system is a Blob in all that is used of it here.
      return [{ name, content: new File(payload.contentUri) as unknown as Blob }];
    });
    if (files.length === 0) return;
    clearSharedPayloads();
    onFiles(files);
  }, [resolvedSharedPayloads, clearSharedPayloads, onFiles]);
}
