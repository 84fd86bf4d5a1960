import { lectureIn, runOf } from '../../testing/samples.ts';
import { stepsOf } from './timeline-facts.ts';

const BEGUN = '2026-03-02T10:00:00.000Z';
const later = (seconds: number) => Date.parse(BEGUN) + seconds * 1000;
const progress = (done: number) => ({ done, total: 100, unit: 'seconds' as const });

describe('the steps of a timeline', () => {
  test('are the four stages in order, also before any of them began', () => {
    const steps = stepsOf(lectureIn('processing'), [], later(0));
    expect(steps.map(({ stage, state }) => [stage, state])).toEqual([
      ['ingest', 'ahead'],
      ['transcribe', 'ahead'],
      ['generate', 'ahead'],
      ['export', 'ahead'],
    ]);
  });

  test('tell what is left by the pace so far', () => {
    const run = runOf({ stage: 'transcribe', state: 'running', startedAt: BEGUN, progress: progress(25) });
    const step = stepsOf(lectureIn('processing'), [run], later(10))[1];
    expect(step).toMatchObject({ share: 0.25, left: 30 });
  });

  test('tell nothing of what is left while hardly anything was done', () => {
    const run = runOf({ stage: 'transcribe', state: 'running', startedAt: BEGUN, progress: progress(1) });
    expect(stepsOf(lectureIn('processing'), [run], later(10))[1]?.left).toBeUndefined();
  });

  test('show the newest try', () => {
    const runs = [
      runOf({ stage: 'generate', state: 'failed', attempt: 1 }),
      runOf({ stage: 'generate', state: 'running', attempt: 2 }),
    ];
    expect(stepsOf(lectureIn('processing'), runs, later(0))[2]).toMatchObject({
      state: 'running',
      run: { attempt: 2 },
    });
  });

  test('keep sound and words that were made under another preset', () => {
    const runs = [
      runOf({ stage: 'transcribe', state: 'succeeded', presetId: 'beginner' }),
      runOf({ stage: 'generate', state: 'succeeded', presetId: 'beginner' }),
    ];
    const steps = stepsOf(lectureIn('processing'), runs, later(0));
    expect(steps.map(({ state }) => state)).toEqual(['ahead', 'done', 'ahead', 'ahead']);
  });
});
