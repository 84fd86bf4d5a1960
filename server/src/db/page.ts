import { Problem } from '@pegasus/core/problem.ts';
import { sql } from 'kysely';
import { z } from 'zod';

/** Newest first, with the id deciding between rows of one instant. */
const Position = z.tuple([z.iso.datetime(), z.uuid()]);

export interface Page<Item> {
  items: Item[];
  next?: string;
}

export interface PageRequest {
  limit: number;
  cursor?: string | undefined;
}

export interface PagePosition {
  createdAt: string;
  id: string;
}

export function readCursor(cursor: string | undefined): PagePosition | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [createdAt, id] = Position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch (error) {
    throw new Problem('request-invalid', 'cursor: use the `next` of the page before.', { cause: error });
  }
}

/**
 * What comes after a position, newest first. The first comparison alone lets an index begin there and not at
 * the first page.
 */
export function isAfter({ createdAt, id }: PagePosition, table: string) {
  const [at, key] = [sql.ref(`${table}.created_at`), sql.ref(`${table}.id`)];
  return sql<boolean>`(${at} <= ${createdAt} and (${at} < ${createdAt} or ${key} > ${id}))`;
}

/** Makes a page of rows that were read with one more than the limit. */
export function toPage<Item extends { id: string; createdAt: string }>(
  items: Item[],
  limit: number,
): Page<Item> {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  if (items.length <= limit || !last) return { items: shown };
  return { items: shown, next: Buffer.from(JSON.stringify([last.createdAt, last.id])).toString('base64url') };
}
