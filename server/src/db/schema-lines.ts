import { sql } from 'kysely';
import type { Query } from './open.ts';

/** What a table is made of as the database itself writes it, a line each: columns, constraints, indexes, triggers. */
export async function schemaLines(query: Query): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; line: string }>`
    with tables as (
      select oid, relname from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely_%'
    )
    select relname as table, line from (
      select relname, format('column %s %s%s%s%s', attname, format_type(atttypid, atttypmod),
        case when attnotnull then ' not null' else '' end,
        coalesce(' default ' || pg_get_expr(adbin, adrelid), ''),
        case when attidentity <> '' then ' identity ' || attidentity::text else '' end) as line
      from tables join pg_attribute on attrelid = oid and attnum > 0 and not attisdropped
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      union all
      select relname, 'constraint ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
      from tables join pg_constraint on conrelid = tables.oid and contype <> 'n'
      union all
      select relname, pg_get_indexdef(indexrelid) from tables join pg_index on indrelid = oid
      union all
      select relname, pg_get_triggerdef(pg_trigger.oid)
      from tables join pg_trigger on tgrelid = tables.oid and not tgisinternal
    ) as lines
    order by relname, line collate "C"`.execute(query);
  const byTable = Map.groupBy(rows, ({ table }) => table);
  return new Map([...byTable].map(([table, lines]) => [table, lines.map(({ line }) => line)]));
}
