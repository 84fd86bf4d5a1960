import type { Config } from '../config.ts';
import { openDataFolder } from '../data-folder.ts';
import { migrate, pendingMigrations } from '../db/migrate.ts';
import { createLog } from '../log.ts';
import { openDatabase } from '../services.ts';
import { EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Moves the schema to the newest version or to a named one, older ones included. */
export async function runMigrate(
  options: { to?: string; dryRun?: boolean },
  { config, terminal }: { config: Config; terminal: Terminal },
): Promise<{ code: number; result: unknown }> {
  const folder = openDataFolder(config.data, config.databaseUrl === '' ? 'alone' : 'together');
  try {
    const database = await openDatabase(config, folder, createLog(config.logLevel));
    try {
      const pending = await pendingMigrations(database);
      if (options.dryRun) {
        terminal.print(pending.length > 0 ? `Waiting: ${pending.join(', ')}` : 'The schema is up to date.');
        return { code: EXIT.ok, result: { pending, steps: [] } };
      }
      const steps = await migrate(database, options.to);
      for (const { name, direction } of steps)
        terminal.print(`${direction === 'Up' ? 'applied' : 'taken back'} ${name}`);
      if (steps.length === 0) terminal.print('The schema is up to date.');
      return { code: EXIT.ok, result: { pending, steps } };
    } finally {
      await database.close();
    }
  } finally {
    folder.close();
  }
}
