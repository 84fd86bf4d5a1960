import { randomUUID } from 'node:crypto';
import type { MessageStatus, MessageWay } from '../db/alert-notices.ts';
import type { FiringAlert } from './firing.ts';

/** A message that is to go out by one way. */
export interface LocalMessage {
  id: string;
  way: MessageWay;
  status: MessageStatus;
  firing: FiringAlert;
  until?: Date;
  tries: number;
  dueAt: Date;
}

/**
 * Notices of a process that cannot reach the database: nobody can be asked whether another has told it
 * already, so each process tells it, and tells its end.
 */
export interface LocalNotices {
  has(key: string): boolean;
  open(firing: FiringAlert, at: Date): void;
  /** Ends those that are not among the keys that fire. */
  resolve(keys: ReadonlySet<string>, at: Date): void;
  /** Takes what is due; it is due again when it is not settled. */
  takeDue(at: Date, leaseSeconds: number): LocalMessage[];
  settle(id: string, againAt?: Date): void;
}

export function createLocalNotices(ways: readonly MessageWay[]): LocalNotices {
  const open = new Map<string, FiringAlert>();
  const messages = new Map<string, LocalMessage>();
  const tell = (firing: FiringAlert, status: MessageStatus, at: Date) => {
    for (const way of ways) {
      const id = randomUUID();
      const until = status === 'resolved' ? { until: at } : {};
      messages.set(id, { id, way, status, firing, ...until, tries: 0, dueAt: at });
    }
  };
  return {
    has: (key) => open.has(key),
    open: (firing, at) => {
      open.set(firing.key, firing);
      tell(firing, 'firing', at);
    },
    resolve: (keys, at) => {
      for (const [key, firing] of open) {
        if (keys.has(key)) continue;
        open.delete(key);
        tell(firing, 'resolved', at);
      }
    },
    takeDue: (at, leaseSeconds) => {
      const due = [...messages.values()].filter(({ dueAt }) => dueAt <= at);
      for (const message of due) {
        message.tries += 1;
        message.dueAt = new Date(at.getTime() + leaseSeconds * 1000);
      }
      return due;
    },
    settle: (id, againAt) => {
      const message = messages.get(id);
      if (message && againAt) message.dueAt = againAt;
      else messages.delete(id);
    },
  };
}
