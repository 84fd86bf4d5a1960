import { restoreDrill } from '../drills/restore.ts';
import type { LaunchItem } from './define.ts';

export const backupAndRestore: LaunchItem = {
  id: '2.1',
  title: 'Backup and restore of Postgres and objects',
  minutes: 12,
  endpoint: '`pegasus backup`, and by itself; `pegasus restore`; `npm run drill -- restore`',
  sabotages: [
    {
      breaks: 'a backup leaves the transcripts out',
      file: 'server/src/keeping/backup/back-up.ts',
      find: '    if (table.name in LEFT_OUT) continue;',
      replace: "    if (table.name in LEFT_OUT || table.name === 'transcripts') continue;",
    },
    {
      breaks: 'the bytes of an object are restored without a look at their hash',
      file: 'server/src/keeping/backup/sealing.ts',
      find: '    return Buffer.concat([decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES)), decipher.final()]);',
      replace: '    return decipher.update(chunk.subarray(0, chunk.length - TAG_BYTES));',
    },
    {
      breaks: 'what was being worked on is not queued again',
      file: 'server/src/keeping/backup/restore.ts',
      find: '  const requeued = await requeueOpenRuns({ ...tools, queue });',
      replace: '  const requeued = 0;',
    },
  ],
  prove: (context) => restoreDrill.run(context, { lectures: 3, s3: true }),
};
