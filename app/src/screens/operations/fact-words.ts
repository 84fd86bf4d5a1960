import type { Operations, UpkeepFacts } from '@pegasus/core/operations.ts';
import type { ChipTone } from '../../components/chip.tsx';
import { lengthOf } from '../words.ts';

/** `0.4 s`, `12 s`, `3 min`. */
export function shortLength(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return lengthOf(seconds);
}

/** `12 min ago`, by the clock of the server. */
export function ago(moment: string, now: string): string {
  const seconds = (Date.parse(now) - Date.parse(moment)) / 1000;
  return seconds < 5 ? 'just now' : `${lengthOf(seconds)} ago`;
}

export function percent(share: number, digits = 1): string {
  return `${Number((share * 100).toFixed(digits))} %`;
}

/** The answer to the first question of whoever was woken: what is wrong, and where. */
export function verdictOf({ alerts, parts, openDeadLetters }: Operations): { tone: ChipTone; title: string } {
  const failing = Object.entries(parts)
    .filter(([, state]) => state === 'failing')
    .map(([part]) => part);
  const { firing } = alerts;
  const stages = [...new Set(firing.flatMap(({ stage }) => (stage && stage !== 'all' ? [stage] : [])))];
  if (failing.length > 0) return { tone: 'danger', title: `Cannot be used: ${failing.join(', ')}` };
  if (firing.length > 0) {
    const words = firing.length === 1 ? '1 alert' : `${firing.length} alerts`;
    const tone = firing.some(({ severity }) => severity === 'page') ? 'danger' : 'warning';
    return { tone, title: stages.length > 0 ? `${words}, at ${stages.join(', ')}` : words };
  }
  if (openDeadLetters > 0)
    return { tone: 'warning', title: 'No alert. Some lectures were given up and wait for a decision.' };
  return { tone: 'good', title: 'Nothing is wrong' };
}

const OUTCOME_TONES: Record<UpkeepFacts['outcome'], ChipTone> = {
  running: 'calm',
  succeeded: 'good',
  failed: 'danger',
  interrupted: 'warning',
};

/** A run in a few words: how it went, and how long it took or where it stopped. */
export function runWords({ outcome, seconds, stoppedAt }: UpkeepFacts): { tone: ChipTone; words: string } {
  const more = stoppedAt ?? (seconds === undefined ? undefined : shortLength(seconds));
  return { tone: OUTCOME_TONES[outcome], words: more ? `${outcome} · ${more}` : outcome };
}
