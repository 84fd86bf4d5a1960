import type { Review } from '@pegasus/core/study/review.ts';

interface Tools {
  /** Sends entries and says which of them are done with; the rest stays. Throws when the server is away. */
  send(reviews: Review[]): Promise<{ accepted: string[]; refused: string[] }>;
  read(): string | undefined | Promise<string | undefined>;
  write(text: string): void;
}

/** Keeps what was studied on the device until the server has it, in order, across restarts. */
export interface ReviewOutbox {
  add(review: Review): Promise<void>;
  /** Sends what waits. Throws when the server is away; nothing is lost by that. */
  flush(): Promise<void>;
  waiting(): number;
}

const MOST_AT_ONCE = 100;

export function createReviewOutbox({ send, read, write }: Tools): ReviewOutbox {
  let waiting: Review[] = [];
  const opened = Promise.resolve(read()).then((kept) => {
    waiting = [...parse(kept), ...waiting];
  });
  let sending: Promise<void> | undefined;

  const flushAll = async () => {
    await opened;
    while (waiting.length > 0) {
      const { accepted, refused } = await send(waiting.slice(0, MOST_AT_ONCE));
      const done = new Set([...accepted, ...refused]);
      const left = waiting.filter(({ id }) => !done.has(id));
      // A server that takes none of them would be asked for ever.
      if (left.length === waiting.length) return;
      waiting = left;
      write(JSON.stringify(waiting));
    }
  };
  const flush = () => {
    sending ??= flushAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  return {
    add: async (review) => {
      await opened;
      waiting = [...waiting, review];
      write(JSON.stringify(waiting));
      await flush();
    },
    flush,
    waiting: () => waiting.length,
  };
}

function parse(text: string | undefined): Review[] {
  if (!text) return [];
  // Written by us; what cannot be read any more is no entry.
  try {
    return JSON.parse(text) as Review[];
  } catch {
    return [];
  }
}
