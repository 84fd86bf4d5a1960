import { setTimeout as pause } from 'node:timers/promises';
import type { Heard } from '../../prometheus/sinks.ts';
import { type Bench, type FaultCase, nameOf } from './define.ts';

/** Longest that a fault may last before somebody must have been told. */
const PATIENCE_MS = 170_000;
/** As long as the longest window that is looked at, and some. */
const OVER_MS = 260_000;
const LOOK_MS = 200;

/** What was heard of a fault; seconds from its beginning, and for its end from the moment that it was mended. */
export interface CaseResult {
  name: string;
  alert: string;
  stage: string;
  webhook: number | undefined;
  mail: number | undefined;
  /** Alerts of other stages, or of other causes than this one and what follows from it. */
  wrong: string[];
  over: Promise<number | undefined>;
}

/** Begins a fault, waits until it was told by both ways, and mends it. Its end may be waited for elsewhere. */
export async function hearCase(bench: Bench, fault: FaultCase): Promise<CaseResult> {
  const { sinks } = bench;
  const { alert, stage, provider } = fault.expect;
  const isIt = ({ labels }: Heard) =>
    labels.alertname === alert &&
    (stage === undefined || labels.stage === stage) &&
    (provider === undefined || labels.provider === provider);
  const lettersBefore = sinks.letters.length;
  await fault.prepare?.(bench);
  const begun = Date.now();
  const isNew = ({ startsAt }: Heard) => Date.parse(startsAt) >= begun;
  const mend = await fault.inject(bench);
  const since = () => (Date.now() - begun) / 1000;
  let webhook: number | undefined;
  let mail: number | undefined;
  while ((webhook === undefined || mail === undefined) && Date.now() - begun < PATIENCE_MS) {
    const heard = sinks.heard.find((each) => isNew(each) && each.status === 'firing' && isIt(each));
    if (heard) webhook ??= (heard.at - begun) / 1000;
    const line = heard && `firing: ${heard.annotations.summary}`;
    if (line && sinks.letters.slice(lettersBefore).some((letter) => letter.includes(line))) mail ??= since();
    await pause(LOOK_MS);
  }
  const wrong = sinks.heard
    .filter((each) => isNew(each) && each.status === 'firing' && isWrong(each.labels, fault))
    .map(({ labels }) => `${labels.alertname} ${labels.stage ?? ''}`.trim());
  await mend();
  const mended = Date.now();
  const over = async () => {
    while (Date.now() - mended < OVER_MS) {
      const heard = sinks.heard.find((each) => isNew(each) && each.status === 'resolved' && isIt(each));
      if (heard) return Math.max(0, (heard.at - mended) / 1000);
      await pause(LOOK_MS);
    }
    return undefined;
  };
  return {
    name: nameOf(fault),
    alert,
    stage: stage ?? '',
    webhook,
    mail,
    wrong: [...new Set(wrong)],
    over: webhook === undefined ? Promise.resolve(undefined) : over(),
  };
}

/**
 * A provider of language models that fails makes generate fail; that is no wrong name. An objective looks back
 * over longer than one fault, so it may speak of the one before.
 */
function isWrong(labels: Heard['labels'], { expect, component }: FaultCase): boolean {
  if (labels.cause === 'objective') return false;
  if (labels.alertname === expect.alert) return labels.stage !== expect.stage;
  const stage = expect.stage ?? (component === 'provider' ? 'generate' : undefined);
  if (labels.stage !== undefined && labels.stage !== 'all') return labels.stage !== stage;
  return labels.cause !== component;
}
