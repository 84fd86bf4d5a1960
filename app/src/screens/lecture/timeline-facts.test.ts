import { lectureIn, runOf } from '../../testing/samples.ts';
import { stepsOf } from './timeline-facts.ts';

const BEGUN = '2026-03-02T10:00:00.000Z';
const progress = (done: number, seconds: number) => ({
  done,
  total: 100,
  unit: 'seconds' as const,
  at: new Date(Date.parse(BEGUN) + seconds * 1000).toISOString(),
  since: { done: 0, at: BEGUN },
});

describe('the steps of a timeline', () => {
  test('are the four stages in order, also before any of them began', () => {
    const steps = stepsOf(lectureIn('processing'), [], 0);
    expect(steps.map(({ stage, state }) => [stage, state])).toEqual([
      ['ingest', 'ahead'],
      ['transcribe', 'ahead'],
      ['generate', 'ahead'],
      ['export', 'ahead'],
    ]);
  });

  const transcribing = (done: number) =>
    runOf({ stage: 'transcribe', state: 'running', startedAt: BEGUN, progress: progress(done, 10) });

  test('tell what is left by the pace so far, and count down from there', () => {
    const left = (age: number) => stepsOf(lectureIn('processing'), [transcribing(25)], age)[1];
    expect(left(0)).toMatchObject({ share: 0.25, left: 30 });
    expect(left(4)).toMatchObject({ share: 0.25, left: 26 });
    expect(left(60)?.left).toBe(0);
  });

  test('tell nothing of what is left while hardly anything was done', () => {
    expect(stepsOf(lectureIn('processing'), [transcribing(1)], 0)[1]?.left).toBeUndefined();
  });

  test('count only what this try did, when it resumed where another one stopped', () => {
    const resumed = { ...progress(60, 10), since: { done: 50, at: BEGUN } };
    const run = runOf({ stage: 'transcribe', state: 'running', startedAt: BEGUN, progress: resumed });
    expect(stepsOf(lectureIn('processing'), [run], 0)[1]).toMatchObject({ share: 0.6, left: 40 });
  });

  test('show the newest try', () => {
    const runs = [
      runOf({ stage: 'generate', state: 'failed', attempt: 1 }),
      runOf({ stage: 'generate', state: 'running', attempt: 2 }),
    ];
    expect(stepsOf(lectureIn('processing'), runs, 0)[2]).toMatchObject({
      state: 'running',
      run: { attempt: 2 },
    });
  });

  test('keep sound and words that were made under another preset', () => {
    const runs = [
      runOf({ stage: 'transcribe', state: 'succeeded', presetId: 'beginner' }),
      runOf({ stage: 'generate', state: 'succeeded', presetId: 'beginner' }),
    ];
    const steps = stepsOf(lectureIn('processing'), runs, 0);
    expect(steps.map(({ state }) => state)).toEqual(['ahead', 'done', 'ahead', 'ahead']);
  });
});
