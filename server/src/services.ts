import type { Logger } from 'pino';
import type { Changes } from './changes.ts';
import type { Config } from './config.ts';
import type { Database } from './db/open.ts';
import type { LanguageProvider } from './language/define.ts';
import type { Decoder } from './media/define.ts';
import type { Metrics } from './metrics.ts';
import type { Queue } from './queue/define.ts';
import type { SpeechProvider } from './speech/define.ts';
import type { Storage } from './storage/define.ts';

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
  /** Time and ids come in as tools, so that tests are still. */
  now(): Date;
  newId(): string;
  close(): Promise<void>;
}
