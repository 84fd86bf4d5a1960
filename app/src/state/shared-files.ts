import type { ChosenFile } from '@pegasus/core/client.ts';
import { useSyncExternalStore } from 'react';

let files: readonly ChosenFile[] = [];
const listeners = new Set<() => void>();

function change(next: readonly ChosenFile[]): void {
  files = next;
  for (const listener of listeners) listener();
}

/** Keeps files that came from another app until the student said to which course they belong. */
export function keepShared(more: readonly ChosenFile[]): void {
  change([...files, ...more]);
}

/** Hands them over, once. */
export function takeShared(): readonly ChosenFile[] {
  const taken = files;
  if (taken.length > 0) change([]);
  return taken;
}

export function useSharedFiles(): readonly ChosenFile[] {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => files,
    () => files,
  );
}
