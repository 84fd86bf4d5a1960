import { windowsOf } from '../alerts/expression.ts';
import { createHistory, type History } from '../alerts/history.ts';
import { alerts } from '../alerts/registry.ts';
import { readFigures, writeFigures } from '../db/process-figures.ts';
import type { Services } from '../services.ts';
import { inTime } from './in-time.ts';

/** What all processes tell, as this one knows it. */
export interface AllFigures {
  history: History;
  /** Takes in what is told now. False when the database could not be asked: then only this process is known. */
  gather(): Promise<boolean>;
}

/** Looks that another process may miss before nothing is heard of it any more. */
const MISSED = 3;

/** The series that alerts read, and for how many seconds: a look more than their longest window. */
function wantedSeries(lookSeconds: number): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  for (const { name, seconds } of alerts.flatMap(({ condition }) => windowsOf(condition)))
    wanted.set(name, Math.max(wanted.get(name) ?? 0, seconds + 2 * lookSeconds));
  return wanted;
}

/** Keeps the figures of all processes on one database; on the embedded one there is only this process. */
export function createAllFigures(services: Services, part: string, processId: string): AllFigures {
  const { config, metrics, database, now } = services;
  const wanted = wantedSeries(config.alertSeconds);
  const names = new Set(wanted.keys());
  const history = createHistory(wanted);
  const known = new Map<string, number>();

  async function shareAndRead(at: Date, own: Awaited<ReturnType<typeof metrics.samples>>) {
    await writeFigures(database.kysely, part, { processId, at, samples: own });
    const since = new Date(at.getTime() - MISSED * config.alertSeconds * 1000);
    return readFigures(database.kysely, processId, since);
  }

  return {
    history,
    gather: async () => {
      const own = await metrics.samples(names);
      const at = now();
      const seconds = at.getTime() / 1000;
      const labelled = (instance: string, samples: typeof own) =>
        samples.map((sample) => ({ ...sample, labels: { ...sample.labels, instance } }));
      history.record(seconds, labelled(processId, own));
      if (database.backend === 'pglite') return true;
      try {
        const others = await inTime(shareAndRead(at, own));
        const gone = new Set(known.keys());
        for (const other of others) {
          gone.delete(other.processId);
          // What it told before is in the history already.
          if (known.get(other.processId) === other.at.getTime()) continue;
          known.set(other.processId, other.at.getTime());
          history.record(seconds, labelled(other.processId, other.samples));
        }
        for (const instance of gone) {
          known.delete(instance);
          history.end(seconds, { instance });
        }
        return true;
      } catch (error) {
        services.log.warn({ err: error }, 'the figures of other processes could not be read');
        return false;
      }
    },
  };
}
