import { sql } from 'kysely';
import type { Query } from './open.ts';

export interface CatalogColumn {
  name: string;
  /** As PostgreSQL writes it, such as `timestamp with time zone`. */
  type: string;
  /** `always` cannot be written without asking for it; `stored` cannot be written at all. */
  generated: 'always' | 'default' | 'stored' | null;
}

export interface CatalogReference {
  columns: string[];
  table: string;
  theirColumns: string[];
  onDelete: 'cascade' | 'set null' | 'other';
}

export interface CatalogTable {
  name: string;
  columns: CatalogColumn[];
  primaryKey: string[];
  references: CatalogReference[];
}

/**
 * The tables of the product as the database knows them, each after those that it refers to. The books of the
 * migrator and of the queue are left out.
 */
export async function readCatalog(query: Query): Promise<CatalogTable[]> {
  const { rows } = await sql<CatalogTable>`
    select class.relname as name,
      (
        select json_agg(json_build_object(
          'name', attname,
          'type', format_type(atttypid, atttypmod),
          'generated', case when attgenerated = 's' then 'stored'
            when attidentity = 'a' then 'always' when attidentity = 'd' then 'default' end)
          order by attnum)
        from pg_attribute
        where attrelid = class.oid and attnum > 0 and not attisdropped
      ) as columns,
      coalesce((
        select json_agg(attname order by place)
        from pg_constraint, unnest(conkey) with ordinality as keys (number, place), pg_attribute
        where conrelid = class.oid and contype = 'p' and attrelid = class.oid and attnum = number
      ), '[]') as "primaryKey",
      coalesce((
        select json_agg(json_build_object(
          'columns', (
            select json_agg(attname order by place) from unnest(con.conkey) with ordinality as keys (number, place)
            join pg_attribute on attrelid = con.conrelid and attnum = number),
          'table', theirs.relname,
          'theirColumns', (
            select json_agg(attname order by place) from unnest(con.confkey) with ordinality as keys (number, place)
            join pg_attribute on attrelid = con.confrelid and attnum = number),
          'onDelete', case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else 'other' end)
          order by conname)
        from pg_constraint con join pg_class theirs on theirs.oid = con.confrelid
        where con.conrelid = class.oid and contype = 'f'
      ), '[]') as references
    from pg_class class
    where class.relnamespace = 'public'::regnamespace and class.relkind = 'r'
      and class.relname not like 'kysely_%'
    order by class.relname`.execute(query);
  return inOrder(rows);
}

/** Parents before children; a table may refer to itself. Throws where tables refer to each other in a circle. */
export function inOrder(tables: readonly CatalogTable[]): CatalogTable[] {
  const ordered: CatalogTable[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const names = new Set(waiting.map(({ name }) => name));
    const free = waiting.filter((table) =>
      table.references.every((reference) => reference.table === table.name || !names.has(reference.table)),
    );
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...names].join(', ')}.`);
    ordered.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
  return ordered;
}
