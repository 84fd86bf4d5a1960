import { randomUUID } from 'expo-crypto';

/** An id that no other device makes. */
export function newId(): string {
  return randomUUID();
}
