import type pg from 'pg';

/** How long it took until the work of a killed worker ran elsewhere. */
export interface Recoveries {
  /** Notes what runs now: called right before a worker is killed. */
  mark(): Promise<void>;
  /** Seconds from each kill until a later try at the same stage began, or the lecture was ended. */
  measure(): Promise<number[]>;
}

interface Interrupted {
  runId: string;
  killedAt: number;
}

/**
 * Measured by the server's own clock. A run counts if it was running when a worker was killed and then failed
 * as interrupted; runs of the workers that lived on succeed and are left out.
 */
export function createRecoveries(database: () => Promise<pg.Client>): Recoveries {
  const marked: Interrupted[] = [];
  const within = async <T>(use: (client: pg.Client) => Promise<T>) => {
    const client = await database();
    try {
      return await use(client);
    } finally {
      await client.end();
    }
  };
  return {
    mark: async () =>
      within(async (client) => {
        const { rows } = await client.query(
          `select id, extract(epoch from clock_timestamp()) as at from stage_runs where state = 'running'`,
        );
        for (const { id, at } of rows) marked.push({ runId: id, killedAt: Number(at) });
      }),
    measure: async () =>
      within(async (client) => {
        const seconds: number[] = [];
        for (const { runId, killedAt } of marked) {
          const { rows } = await client.query(
            `select extract(epoch from coalesce(later.started_at, later.finished_at)) as at
             from stage_runs run
             join stage_runs later on later.lecture_id = run.lecture_id and later.preset_id = run.preset_id
               and later.stage = run.stage and later.attempt = run.attempt + 1
             where run.id = $1 and run.state = 'failed' and run.problem ->> 'code' = 'stage-interrupted'`,
            [runId],
          );
          if (rows[0]?.at) seconds.push(Number(rows[0].at) - killedAt);
        }
        return seconds.filter((each) => each > 0 && each < 1800);
      }),
  };
}
