import type { Query } from './open.ts';

export interface ProcessFigures {
  processId: string;
  at: Date;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const FORGET_MS = 3600_000;

/** Lets the other processes know what this one counts, and forgets processes that are long gone. */
export async function writeFigures(query: Query, part: string, figures: ProcessFigures): Promise<void> {
  const row = { part, at: figures.at.toISOString(), samples: JSON.stringify(figures.samples) };
  await query
    .insertInto('process_figures')
    .values({ process_id: figures.processId, ...row })
    .onConflict((conflict) => conflict.column('process_id').doUpdateSet(row))
    .execute();
  await query
    .deleteFrom('process_figures')
    .where('at', '<', new Date(figures.at.getTime() - FORGET_MS))
    .execute();
}

/** What the other processes told since a moment. */
export async function readFigures(query: Query, except: string, since: Date): Promise<ProcessFigures[]> {
  const rows = await query
    .selectFrom('process_figures')
    .selectAll()
    .where('process_id', '!=', except)
    .where('at', '>=', since)
    .execute();
  return rows.map(({ process_id, at, samples }) => ({ processId: process_id, at, samples }));
}

export async function forgetFigures(query: Query, processId: string): Promise<void> {
  await query.deleteFrom('process_figures').where('process_id', '=', processId).execute();
}
