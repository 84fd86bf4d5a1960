import { type Logger, pino } from 'pino';
import { currentTrace } from './tracing.ts';

/**
 * One JSON line an event, on standard error, so that standard output stays free for results. Lines carry ids
 * and codes, and no content: not a title, a file name or a word of a transcript.
 */
export function createLog(level: string): Logger {
  return pino(
    { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, mixin: currentTrace },
    pino.destination({ dest: 2, sync: false }),
  );
}
