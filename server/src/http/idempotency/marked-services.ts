import type { Query, Transaction } from '../../db/open.ts';
import type { Services } from '../../services.ts';

type Builder = ReturnType<Query['transaction']>;

/**
 * The services of one request: each of its transactions first does `mark`, so that effect and mark are stored
 * together or not at all; and the first id that it asks for is `firstId`, so that a second try makes the same.
 */
export function markedServices(
  services: Services,
  firstId: string,
  mark: (transaction: Transaction) => Promise<void>,
): Services {
  let given = false;
  return {
    ...services,
    newId: () => {
      if (given) return services.newId();
      given = true;
      return firstId;
    },
    database: { ...services.database, kysely: markedQuery(services.database.kysely, mark) },
  };
}

function markedQuery(query: Query, mark: (transaction: Transaction) => Promise<void>): Query {
  return new Proxy(query, {
    get: (target, name) => {
      if (name === 'transaction') return () => markedBuilder(target.transaction(), mark);
      return bound(target, name);
    },
  });
}

function markedBuilder(builder: Builder, mark: (transaction: Transaction) => Promise<void>): Builder {
  return new Proxy(builder, {
    get: (target, name) => {
      if (name === 'execute') {
        return <T>(work: (transaction: Transaction) => Promise<T>) =>
          target.execute(async (transaction) => {
            await mark(transaction);
            return work(transaction);
          });
      }
      if (name === 'setIsolationLevel' || name === 'setAccessMode') {
        return (...given: unknown[]) =>
          markedBuilder((bound(target, name) as (...all: unknown[]) => Builder)(...given), mark);
      }
      return bound(target, name);
    },
  });
}

/** Kysely keeps private fields, which only the object itself can read. */
function bound(target: object, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name, target);
  return typeof value === 'function' ? value.bind(target) : value;
}
