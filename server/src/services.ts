import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Problem } from '@pegasus/core/problem.ts';
import type { Logger } from 'pino';
import { type Changes, createChanges } from './changes.ts';
import type { Config } from './config.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { migrate } from './db/migrate.ts';
import { type Database, openEmbeddedDatabase } from './db/open.ts';
import { openPostgres } from './db/open-postgres.ts';
import { ensureLocalUser } from './db/users.ts';
import { createKeptStorage } from './keeping/kept-storage.ts';
import { measuredStorage } from './keeping/measured-storage.ts';
import type { LanguageProvider } from './language/define.ts';
import { LANGUAGE_PROVIDERS } from './language/registry.ts';
import { createRateLimits, type RateLimits } from './limits/rate-limits.ts';
import { createLog } from './log.ts';
import { createMail, type Mail } from './mail.ts';
import type { Decoder } from './media/define.ts';
import { chooseDecoder } from './media/registry.ts';
import type { Metrics } from './metrics.ts';
import { createMetrics } from './metrics-registry.ts';
import { tellPools } from './pool-figures.ts';
import { languageTools, measuredSpeech } from './provider-figures.ts';
import type { Queue } from './queue/define.ts';
import { createPgBossQueue } from './queue/pg-boss.ts';
import type { SpeechProvider } from './speech/define.ts';
import { openSpeech } from './speech/registry.ts';
import type { Storage } from './storage/define.ts';
import { openStorage, type StorageChoice } from './storage/registry.ts';
import { openTracing } from './tracing.ts';

/** What the parts of the server need, opened once. */
export interface Services {
  config: Config;
  log: Logger;
  metrics: Metrics;
  changes: Changes;
  database: Database;
  queue: Queue;
  storage: Storage;
  decoder: Decoder;
  speech: SpeechProvider;
  language: LanguageProvider;
  mail: Mail;
  limits: RateLimits;
  /** Time and ids come in as tools, so that tests are still. */
  now(): Date;
  newId(): string;
  close(): Promise<void>;
}

/** What tests and other entry points may bring themselves. */
export type Brought = Partial<Omit<Services, 'config' | 'close'>>;

/**
 * Opens everything that the settings name, checks it, and brings the schema up to date.
 * Throws a Problem that says what is in the way, and leaves nothing open then.
 */
export async function openServices(config: Config, brought: Brought = {}): Promise<Services> {
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const log = brought.log ?? createLog(config.logLevel);
    const metrics =
      brought.metrics ?? createMetrics((error) => log.warn({ err: error }, 'some figures could not be read'));
    const embedded = config.databaseUrl === '';
    const tracing = await openTracing(config);
    closers.push(() => tracing.close());
    const folder = openDataFolder(config.data, embedded ? 'alone' : 'together');
    closers.push(() => folder.close());
    const store = brought.storage ?? openStorage(storageChoice(config, folder));
    closers.push(() => store.close());
    const storage = measuredStorage(store, (failure) =>
      metrics.count('pegasus_storage_errors_total', failure),
    );
    const database = brought.database ?? (await openDatabase(config, folder, log));
    closers.push(() => database.close());
    tellPools(metrics, database);
    await migrate(database);
    await ensureLocalUser(database.kysely);
    const queue = brought.queue ?? createPgBossQueue(database, log, config);
    // Before it starts: one that started by half looks at its jobs for ever, and keeps the process from ending.
    closers.push(() => queue.stop(0));
    await queue.start();
    const now = brought.now ?? (() => new Date());
    const ownSpeech = brought.speech ?? openSpeech(config, { cacheFolder: folder.cache });
    closers.push(() => ownSpeech.close());
    const speech = measuredSpeech(ownSpeech, metrics, now);
    if (config.testSpeechMilliseconds > 0) log.warn('speech is simulated: this is for tests only');
    const language =
      brought.language ?? LANGUAGE_PROVIDERS[config.language](config, languageTools(metrics, config, now));
    closers.push(() => language.close());
    const mail = brought.mail ?? createMail(config);
    closers.push(() => mail.close());
    return {
      config,
      log,
      metrics,
      changes:
        brought.changes ??
        createChanges(database.broadcast, (error) =>
          log.warn({ err: error }, 'others were not told of a change'),
        ),
      database,
      queue,
      storage: createKeptStorage(storage, database.kysely, now),
      decoder: brought.decoder ?? (await chooseDecoder(wantedDecoder(config))).decoder,
      speech,
      language,
      now,
      mail,
      limits: brought.limits ?? createRateLimits(database, config),
      newId: brought.newId ?? randomUUID,
      close,
    };
  } catch (error) {
    await close();
    throw error instanceof Problem
      ? error
      : new Problem('internal', 'The server could not start.', { cause: error });
  }
}

/** What the setting asks for; undefined takes the first that is there. */
export function wantedDecoder({ decoder }: Config): string | undefined {
  return decoder === 'auto' ? undefined : decoder;
}

/** Database and store alone, as the settings name them and whatever is in them. */
export async function openPlaces(
  config: Config,
  log: Logger,
): Promise<Pick<Services, 'database' | 'storage' | 'close'>> {
  const folder = openDataFolder(config.data, config.databaseUrl === '' ? 'alone' : 'together');
  try {
    const storage = openStorage(storageChoice(config, folder));
    const database = await openDatabase(config, folder, log);
    const close = async () => {
      await database.close();
      await storage.close();
      folder.close();
    };
    return { database, storage, close };
  } catch (error) {
    folder.close();
    throw error;
  }
}

/** Opens the database that the settings name: the embedded one, or a server. */
export async function openDatabase(config: Config, folder: DataFolder, log: Logger): Promise<Database> {
  if (config.databaseUrl === '') return openEmbeddedDatabase(folder.database);
  return openPostgres(config.databaseUrl, {
    connections: config.databaseConnections,
    statementSeconds: config.databaseStatementSeconds,
    onError: (error) => log.warn({ err: error }, 'a connection to the database broke'),
  });
}

function storageChoice(config: Config, folder: DataFolder): StorageChoice {
  return {
    url: config.storageUrl,
    accessKey: config.storageAccessKey,
    secretKey: config.storageSecretKey,
    folder: folder.objects,
    scratch: join(folder.cache, 'objects'),
  };
}
