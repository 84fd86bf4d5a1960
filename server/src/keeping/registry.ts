import { backupTask } from './backup/task.ts';
import { sendCanary } from './canary.ts';
import type { UpkeepTask } from './define.ts';
import { runRetention } from './retention.ts';
import { scrubSlice } from './scrub.ts';

export const retentionTask: UpkeepTask = {
  name: 'retention',
  everySeconds: ({ config }) => config.retentionMinutes * 60,
  run: (services, _tools, report, signal) => runRetention(services, report, signal),
};

const scrubTask: UpkeepTask = {
  name: 'scrub',
  everySeconds: ({ config }) => (config.scrubDays > 0 ? config.scrubMinutes * 60 : undefined),
  run: scrubSlice,
};

export const canaryTask: UpkeepTask = {
  name: 'canary',
  everySeconds: ({ config }) => (config.canaryMinutes > 0 ? config.canaryMinutes * 60 : undefined),
  run: (services, _tools, report, signal) => sendCanary(services, report, signal),
};

/** What the system does for itself, in this order. */
export const upkeepTasks: readonly UpkeepTask[] = [backupTask, retentionTask, scrubTask, canaryTask];
