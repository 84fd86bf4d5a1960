import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

const days = (most: number) => z.coerce.number().min(0).max(most);

export const keepingSettings = {
  keepRecordingDays: {
    name: 'PEGASUS_KEEP_RECORDING_DAYS',
    schema: days(36_500).default(0),
    about:
      'Days that a recording stays after it was handed in; 0 keeps it as long as its lecture. A user or a course may have a value of its own.',
    secret: false,
  },
  keepSoundDays: {
    name: 'PEGASUS_KEEP_SOUND_DAYS',
    schema: days(3650).default(7),
    about: 'Days that the decoded sound of a lecture stays once its words are there.',
    secret: false,
  },
  keepOldExportDays: {
    name: 'PEGASUS_KEEP_OLD_EXPORT_DAYS',
    schema: days(3650).default(7),
    about: 'Days that files stay that were made of earlier material of a lecture.',
    secret: false,
  },
  keepUnfinishedDays: {
    name: 'PEGASUS_KEEP_UNFINISHED_DAYS',
    schema: days(3650).default(14),
    about:
      'Days that an upload stays which nobody goes on with; the device still has it and begins anew when it comes back.',
    secret: false,
  },
  retentionMinutes: {
    name: 'PEGASUS_RETENTION_MINUTES',
    schema: wholeNumber(1, 10_080).default(1440),
    about: 'Minutes between two runs of retention.',
    secret: false,
  },
  scrubMinutes: {
    name: 'PEGASUS_SCRUB_MINUTES',
    schema: wholeNumber(1, 10_080).default(60),
    about: 'Minutes between two slices of the check that reads every stored object.',
    secret: false,
  },
  scrubDays: {
    name: 'PEGASUS_SCRUB_DAYS',
    schema: days(3650).default(30),
    about:
      'Days after which a stored object is read and compared with its hash again; 0 switches the check off.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
