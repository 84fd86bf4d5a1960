import type pg from 'pg';

/** How long it took until the work of killed workers ran elsewhere. */
export interface Recoveries {
  /** Notes what runs now: called right before a worker is killed. */
  mark(): Promise<void>;
  /** Seconds from each kill until a later try at the same stage began. */
  measure(): Promise<number[]>;
}

/**
 * Measured by the server's own clock. A run counts from the last kill before it failed as interrupted; runs of
 * workers that lived on succeed and are left out.
 */
export function createRecoveries(database: () => Promise<pg.Client>): Recoveries {
  const killedAt = new Map<string, number>();
  const within = async <T>(use: (client: pg.Client) => Promise<T>) => {
    const client = await database();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  };
  return {
    mark: () =>
      within(async (client) => {
        const { rows } = await client.query(
          `select id, extract(epoch from clock_timestamp()) as at from stage_runs where state = 'running'`,
        );
        for (const { id, at } of rows) killedAt.set(id, Number(at));
      }),
    measure: () =>
      within(async (client) => {
        const { rows } = await client.query(
          `select run.id, extract(epoch from later.started_at) as at
           from stage_runs run
           join stage_runs later on later.lecture_id = run.lecture_id and later.preset_id = run.preset_id
             and later.stage = run.stage and later.attempt = run.attempt + 1
           where run.id = any ($1) and run.state = 'failed' and run.problem ->> 'code' = 'stage-interrupted'
             and later.started_at is not null`,
          [[...killedAt.keys()]],
        );
        const seconds = rows.map(({ id, at }) => Number(at) - (killedAt.get(id) ?? 0));
        // A worker whose clock was off wrote times that say nothing.
        return seconds.filter((each) => each > 0 && each < 1800).sort((one, other) => one - other);
      }),
  };
}

export function describeRecoveries(seconds: readonly number[]): string {
  const longest = seconds.at(-1);
  const median = seconds[Math.floor(seconds.length / 2)];
  if (longest === undefined || median === undefined) return 'no job was interrupted';
  return `${seconds.length} interrupted jobs, median ${median.toFixed(1)} s, longest ${longest.toFixed(1)} s`;
}
