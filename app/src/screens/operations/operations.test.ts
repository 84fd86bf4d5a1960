import type { Operations } from '@pegasus/core/operations.ts';
import { ago, runWords, shortLength, verdictOf } from './fact-words.ts';
import { readParts } from './runbook.tsx';

const WELL = {
  alerts: { firing: [], past: [] },
  parts: { database: 'ok', queue: 'ok', storage: 'ok' },
  openDeadLetters: 0,
} as Partial<Operations> as Operations;

const alert = (stage: string | undefined, severity: 'page' | 'ticket') =>
  ({ stage, severity }) as Operations['alerts']['firing'][number];

test('says first what is wrong and where', () => {
  expect(verdictOf(WELL)).toEqual({ tone: 'good', title: 'Nothing is wrong' });
  expect(verdictOf({ ...WELL, openDeadLetters: 2 }).tone).toBe('warning');
  const firing = [alert('generate', 'page'), alert('generate', 'ticket'), alert(undefined, 'ticket')];
  expect(verdictOf({ ...WELL, alerts: { firing, past: [] } })).toEqual({
    tone: 'danger',
    title: '3 alerts, at generate',
  });
  expect(verdictOf({ ...WELL, alerts: { firing: [alert('all', 'ticket')], past: [] } })).toEqual({
    tone: 'warning',
    title: '1 alert',
  });
  const parts = { ...WELL.parts, storage: 'failing' as const };
  expect(verdictOf({ ...WELL, parts }).title).toBe('Cannot be used: storage');
});

test('tells lengths and moments in few words', () => {
  expect(shortLength(0.42)).toBe('0.4 s');
  expect(shortLength(75)).toBe('1 min');
  expect(ago('2026-01-01T00:00:00Z', '2026-01-01T00:00:02Z')).toBe('just now');
  expect(ago('2026-01-01T00:00:00Z', '2026-01-01T01:05:00Z')).toBe('1 h 5 min ago');
});

test('tells where a canary stopped in place of how long it took', () => {
  const run = { startedAt: '2026-01-01T00:00:00Z', seconds: 12 };
  expect(runWords({ ...run, outcome: 'succeeded' }).words).toBe('succeeded · 12 s');
  expect(runWords({ ...run, outcome: 'failed', stoppedAt: 'generate: language-failed' }).words).toBe(
    'failed · generate: language-failed',
  );
});

test('reads a runbook without its marks', () => {
  const text =
    '# Title\n\n## Do\n1. Look at [it](a.md)\n   closely.\n2. Run `npx pegasus doctor`.\n\nThen rest.\nWell.\n';
  expect(readParts(text)).toEqual([
    { kind: 'heading', words: 'Do' },
    { kind: 'item', words: '1. Look at it closely.' },
    { kind: 'item', words: '2. Run npx pegasus doctor.' },
    { kind: 'text', words: 'Then rest. Well.' },
  ]);
});
