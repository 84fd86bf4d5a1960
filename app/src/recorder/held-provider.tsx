import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useClient } from '../state/client.tsx';
import { refreshLists } from '../state/lectures.ts';
import { openHeldRecordings, pageLocks } from './held-recordings';
import { createHeldSender, type HeldSender, type HeldState } from './held-sender.ts';

interface Held {
  recordings: ReturnType<typeof openHeldRecordings>;
  sender: HeldSender;
}

const Context = createContext<Held | undefined>(undefined);
/** Another page may have left a recording a moment ago. */
const LOOK_MS = 10_000;

/** Stands above all pages: what is on this device goes on its way by itself, from the first moment. */
export function HeldProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const client = useClient();
  const [held] = useState((): Held => {
    const recordings = openHeldRecordings();
    const onAccepted = () => void refreshLists(queries);
    return {
      recordings,
      sender: createHeldSender({ client, held: recordings, locks: pageLocks, onAccepted }),
    };
  });
  useEffect(() => {
    const look = () => void held.sender.look().catch(() => undefined);
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [held]);
  return <Context value={held}>{children}</Context>;
}

export function useHeld(): Held {
  const held = useContext(Context);
  if (!held) throw new Error('There is no HeldProvider above.');
  return held;
}

export function useHeldStates(): readonly HeldState[] {
  const { sender } = useHeld();
  return useSyncExternalStore(sender.subscribe, sender.all, sender.all);
}
