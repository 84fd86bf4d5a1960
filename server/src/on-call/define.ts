import type { MessageStatus, MessageWay } from '../db/alert-notices.ts';

/** What is told of an alert: that it fires, or that it is over. */
export interface Message {
  status: MessageStatus;
  name: string;
  severity: string;
  labels: Readonly<Record<string, string>>;
  since: Date;
  /** When it was over; only where it is. */
  until?: Date;
}

/** A way to whoever is on call. */
export interface Way {
  readonly name: MessageWay;
  /** Throws when it did not arrive. */
  send(message: Message): Promise<void>;
}
