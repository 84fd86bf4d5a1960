import type { ShownArtifact } from '@pegasus/core/answers.ts';
import { findItem } from '@pegasus/core/overlay/effective.ts';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { type EditRequest, useEdit } from '../../state/edits.ts';

interface Discarded {
  target: string;
  /** The version that the discard made. */
  version: number;
  words: string;
}

interface Editing {
  /** Sends edits one after another; each is of the version that the one before made. */
  send(requests: readonly EditRequest[]): Promise<void>;
  discard(itemId: string, version: number, words: string): void;
  /** What was discarded last, as long as that can be taken back on the spot. */
  discarded: Discarded | undefined;
  undo(): void;
  forget(): void;
  /** What went wrong with the last edit. */
  problem: unknown;
}

const Context = createContext<Editing | undefined>(undefined);

/** Edits of one lecture's material, for everything that shows an item of it. */
export function EditingProvider({ lectureId, children }: { lectureId: string; children: ReactNode }) {
  const edit = useEdit(lectureId);
  const [discarded, setDiscarded] = useState<Discarded>();
  const value = useMemo(
    (): Editing => ({
      discarded,
      problem: edit.error,
      send: async (requests) => {
        for (const request of requests) await edit.mutateAsync(request);
      },
      discard: (target, version, words) => {
        const request: EditRequest = { part: 'item', target, version, change: { kind: 'discard' } };
        edit.mutate(request, {
          onSuccess: (mark) => setDiscarded({ target, version: mark.version, words }),
        });
      },
      undo: () => {
        if (!discarded) return;
        const { target, version } = discarded;
        edit.mutate({ part: 'item', target, version, change: { kind: 'restore' } });
        setDiscarded(undefined);
      },
      forget: () => setDiscarded(undefined),
    }),
    [edit, discarded],
  );
  return <Context value={value}>{children}</Context>;
}

/** `problem` holds what went wrong, and is shown above the material. */
export function shownAsProblem(): void {}

/** Undefined where material is shown that cannot be edited. */
export function useEditing(): Editing | undefined {
  return useContext(Context);
}

const Shown = createContext<ShownArtifact | undefined>(undefined);

/** The artifact whose items are shown below. */
export function ShownProvider({ shown, children }: { shown: ShownArtifact; children: ReactNode }) {
  return <Shown value={shown}>{children}</Shown>;
}

/** An item of the artifact that is shown, with what the student did to it. */
export function useShownItem(itemId: string | undefined) {
  const shown = useContext(Shown);
  return useMemo(() => {
    if (!shown || itemId === undefined) return undefined;
    const item = findItem(shown.artifact.body, itemId);
    if (!item) return undefined;
    const mark = shown.marks.find((one) => one.itemId === itemId);
    const sources = (item as { sources: string[] }).sources;
    return { item, sources, mark, version: mark?.version ?? 0 };
  }, [shown, itemId]);
}
