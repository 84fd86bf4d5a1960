import { Problem } from '@pegasus/core/problem.ts';
import { LIMITS } from './define.ts';

/** Hours may be absent; the fraction may be absent, and stands after a dot or a comma. */
const TIMESTAMP = /^(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,9}))?$/;

/** Seconds of a time such as `1:02:03.450` or `02:03,45`. Throws Problem `captions-invalid`. */
export function parseTimestamp(time: string, line: number): number {
  const match = TIMESTAMP.exec(time);
  if (!match) throw new Problem('captions-invalid', `Line ${line}: the time cannot be read.`);
  const [, hours = '0', minutes = '0', whole = '0', fraction = '0'] = match;
  if (Number(minutes) > 59 || Number(whole) > 59) {
    throw new Problem('captions-invalid', `Line ${line}: the time has more than 59 minutes or seconds.`);
  }
  const milliseconds = Math.round(Number(`0.${fraction}`) * 1000);
  // Summed as whole milliseconds: sums of fractions would differ from the time that was written.
  const total = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(whole)) * 1000 + milliseconds;
  if (total > LIMITS.seconds * 1000) {
    throw new Problem('captions-invalid', `Line ${line}: the time is after ${LIMITS.seconds / 3600} hours.`);
  }
  return total / 1000;
}
