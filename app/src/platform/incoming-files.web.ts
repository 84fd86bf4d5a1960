import type { ChosenFile } from '@pegasus/core/client.ts';

/** No other app hands a browser's page a file; they are dropped on it. */
export function useIncomingFiles(_onFiles: (files: ChosenFile[]) => void): void {}
