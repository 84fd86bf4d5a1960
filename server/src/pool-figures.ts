import type { Database } from './db/open.ts';
import type { Metrics } from './metrics.ts';

/** Tells at each scrape how the connections to the database are used. */
export function tellPools(metrics: Metrics, { connections }: Pick<Database, 'connections'>): void {
  metrics.onScrape(async (set) => {
    for (const { pool, ...states } of connections?.() ?? []) {
      for (const [state, count] of Object.entries(states))
        set('pegasus_database_connections', { pool, state }, count);
    }
  });
}
