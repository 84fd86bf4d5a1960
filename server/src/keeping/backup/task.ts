import type { Services } from '../../services.ts';
import type { UpkeepReport, UpkeepTask } from '../define.ts';
import { backUp } from './back-up.ts';
import { openBackupPlace } from './place.ts';
import { pruneBackups } from './prune.ts';

/** Makes a set, and removes those that are too old. What is at fault makes the run fail, and the rest is kept. */
async function runBackup(services: Services, report: UpkeepReport, signal: AbortSignal): Promise<void> {
  const place = openBackupPlace(services.config);
  try {
    const manifest = await backUp(services, place, 'backup', signal);
    report.count(
      'rows',
      manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    );
    report.count('objects', manifest.objects.count);
    report.count('copied objects', manifest.objects.copied);
    report.count(
      'bytes',
      manifest.objects.bytes + manifest.tables.reduce((sum, { file }) => sum + file.bytes, 0),
    );
    for (const key of manifest.faulty) report.fail('objects', key, 'object-damaged');
    const { backupKeepDays: keepDays } = services.config;
    await pruneBackups(place, { keepDays, now: services.now(), report });
  } finally {
    await place.storage.close();
  }
}

export const backupTask: UpkeepTask = {
  name: 'backup',
  everySeconds: ({ config }) => (config.backupUrl === '' ? undefined : config.backupMinutes * 60),
  run: (services, _tools, report, signal) => runBackup(services, report, signal),
};
