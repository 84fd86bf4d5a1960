import { alerts } from '../alerts/registry.ts';
import { watch } from '../alerts/watch.ts';
import * as rows from '../db/alert-notices.ts';
import { forgetFigures } from '../db/process-figures.ts';
import type { Services } from '../services.ts';
import type { Way } from './define.ts';
import { createAllFigures } from './figures.ts';
import { type FiringAlert, judgeFiring } from './firing.ts';
import { inTime } from './in-time.ts';
import { createLocalNotices } from './local-notices.ts';
import { LEASE_SECONDS, sendMessage } from './send.ts';

/** Looks for which nobody may have seen an alert firing before it counts as over. */
const QUIET_LOOKS = 3;
/**
 * A process that has just started does not know what was counted before: what it never saw firing it does not
 * end before so long.
 */
const NEW_SECONDS = 600;
const KEEP_DAYS = 30;

export interface OnCall {
  /** Looks once at the figures, tells what is new and what is over, and sends what is due. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Watches the product from inside, for those who run no Prometheus: the same conditions, told by webhook and
 * mail. Every process looks; of several that see the same, one tells it.
 */
export function createOnCall(services: Services, part: string, ways: readonly Way[]): OnCall {
  const { log, now, newId, config } = services;
  const { kysely } = services.database;
  const processId = newId();
  const began = now().getTime();
  const figures = createAllFigures(services, part, processId);
  const watching = watch(alerts, figures.history);
  const names = ways.map(({ name }) => name);
  const local = createLocalNotices(names);
  const seenHere = new Set<string>();
  let openElsewhere: ReadonlySet<string> = new Set();

  async function tellByDatabase(told: readonly FiringAlert[], silenced: ReadonlySet<string>) {
    const at = now();
    const telling = { at, ways: names, newId };
    const open = await rows.listOpenNotices(kysely);
    const known = new Set(open.map(({ key }) => key));
    for (const firing of told) {
      if (known.has(firing.key) || local.has(firing.key)) continue;
      if (await rows.openNotice(kysely, { id: newId(), ...firing }, telling)) logFiring(firing);
    }
    const seen = [...told.map(({ key }) => key), ...silenced];
    for (const key of seen) seenHere.add(key);
    await rows.confirmNotices(kysely, seen, at);
    const isNew = at.getTime() - began < NEW_SECONDS * 1000;
    const quietSince = new Date(at.getTime() - QUIET_LOOKS * config.alertSeconds * 1000);
    for (const { id, key, name, labels } of open) {
      if (seen.includes(key) || (isNew && !seenHere.has(key))) continue;
      if (!(await rows.resolveNotice(kysely, id, quietSince, telling))) continue;
      log.info({ alert: name, labels }, 'an alert is over');
      seenHere.delete(key);
    }
    openElsewhere = new Set([...known, ...seen]);
    await rows.forgetNotices(kysely, new Date(at.getTime() - KEEP_DAYS * 86_400_000));
  }

  function tellAlone(told: readonly FiringAlert[]) {
    for (const firing of told) {
      if (local.has(firing.key) || openElsewhere.has(firing.key)) continue;
      local.open(firing, now());
      logFiring(firing);
    }
  }

  function logFiring({ name, labels, severity }: FiringAlert) {
    log[severity === 'page' ? 'error' : 'warn']({ alert: name, labels }, 'an alert fires');
  }

  async function sendLocal() {
    await Promise.all(
      local.takeDue(now(), LEASE_SECONDS).map(async ({ id, way, status, firing, until, tries }) => {
        const message = { status, ...firing, ...(until ? { until } : {}) };
        const sent = await sendMessage(services, wayOf(way), message, tries);
        local.settle(id, typeof sent === 'object' ? sent.againAt : undefined);
      }),
    );
  }

  async function sendFromDatabase() {
    await Promise.all(
      (await rows.takeDueMessages(kysely, now(), LEASE_SECONDS)).map(async (due) => {
        const way = ways.find(({ name }) => name === due.way);
        // Another process has a way that this one has not.
        if (!way) return;
        const { name, severity, labels, since, resolved_at } = due.notice;
        const until = due.status === 'resolved' && resolved_at ? { until: resolved_at } : {};
        const message = { status: due.status, name, severity, labels, since, ...until };
        const sent = await sendMessage(services, way, message, due.tries);
        const at = now();
        const end = sent === 'sent' ? { sentAt: at } : sent === 'given-up' ? { givenUpAt: at } : sent;
        await rows.settleMessage(kysely, due.id, end);
      }),
    );
  }

  function wayOf(name: Way['name']): Way {
    const way = ways.find((each) => each.name === name);
    if (!way) throw new Error(`There is no way ${name}.`);
    return way;
  }

  return {
    look: async () => {
      const reached = await figures.gather();
      const { told, silenced } = judgeFiring(watching.judge(now().getTime() / 1000));
      local.resolve(new Set([...told.map(({ key }) => key), ...silenced]), now());
      let alone = !reached;
      if (reached) {
        await inTime(tellByDatabase(told, silenced)).catch((error: unknown) => {
          log.warn({ err: error }, 'alerts could not be written down');
          alone = true;
        });
      }
      if (alone) tellAlone(told);
      await sendLocal();
      if (!alone && ways.length > 0) await sendFromDatabase();
    },
    stop: async () => {
      // Where the database is away, the others notice by themselves.
      await inTime(forgetFigures(kysely, processId)).catch((error: unknown) =>
        log.warn({ err: error }, 'the figures of this process stay for a while'),
      );
    },
  };
}
