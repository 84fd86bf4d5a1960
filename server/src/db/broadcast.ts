import pg from 'pg';

/** Words sent to every process that uses the same database, this one included. Some may be lost. */
export interface Broadcast {
  send(words: readonly string[]): Promise<void>;
  /** `missed` is called whenever words may have been lost: the connection was away. */
  receive(hear: (word: string) => void, missed: () => void): void;
  close(): Promise<void>;
}

const CHANNEL = 'pegasus_changes';
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
/** A connection that was cut without a word is noticed by asking it. */
const ASK_MS = 10_000;
const ANSWER_MS = 5_000;

/** By NOTIFY over the pool, and LISTEN on a connection of its own that is opened again whenever it breaks. */
export function createBroadcast(pool: pg.Pool, options: pg.ClientConfig): Broadcast {
  let closed = false;
  let listener: pg.Client | undefined;
  let wake: (() => void) | undefined;
  let listening: Promise<void> | undefined;

  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** Listens until the connection breaks. */
  async function listenOnce(hear: (word: string) => void, heard: () => void): Promise<void> {
    const client = new pg.Client({
      ...options,
      application_name: 'pegasus events',
      query_timeout: ANSWER_MS,
    });
    listener = client;
    const broken = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
    });
    const asking = setInterval(() => {
      client.query('select 1').catch(() => client.end().catch(() => undefined));
    }, ASK_MS);
    try {
      client.on('notification', ({ payload }) => payload && hear(payload));
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      heard();
      if (closed) return;
      await broken;
    } finally {
      clearInterval(asking);
      // Its end changes nothing: it is broken or not wanted any more.
      await client.end().catch(() => undefined);
    }
  }

  return {
    send: async (words) => {
      await pool.query(`select pg_notify('${CHANNEL}', word) from unnest($1::text[]) word`, [words]);
    },
    receive: (hear, missed) => {
      listening = (async () => {
        let wait = FIRST_PAUSE_MS;
        while (!closed) {
          const heard = () => {
            wait = FIRST_PAUSE_MS;
            missed();
          };
          // Why it broke is told by whatever else needs the database; here it is only opened again.
          await listenOnce(hear, heard).catch(() => undefined);
          if (!closed) await pause(wait);
          wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
        }
      })();
    },
    close: async () => {
      closed = true;
      wake?.();
      await listener?.end().catch(() => undefined);
      await listening;
    },
  };
}
