import type { Block } from '@pegasus/core/block.ts';
import { LectureState } from '@pegasus/core/lecture.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { StageRunState } from '@pegasus/core/stage-run.ts';
import { fireEvent, screen } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';
import { answersFor, lectureIn, runOf } from '../../testing/samples.ts';

const open = (...given: Parameters<typeof answersFor>) =>
  openApp(`/lectures/${given[0].lecture.id}`, answersFor(...given));

const SAID: Record<LectureState, RegExp> = {
  processing: /being worked through/,
  ready: /Summary/,
  thin: /gave too little to revise from/,
  failed: /Transcribe failed: The recording is silent/,
  cancelled: /was cancelled/,
};

describe('the page of a lecture', () => {
  test.each(LectureState.options)('draws one that is %s', async (state) => {
    open({ lecture: lectureIn(state), timeline: [] });
    expect(await screen.findByRole('heading', { name: 'Enzymes' })).toBeTruthy();
    expect((await screen.findAllByText(SAID[state])).length).toBeGreaterThan(0);
  });

  const WORDS: Record<StageRunState, RegExp> = {
    waiting: /Waiting for its turn/,
    running: /Working/,
    succeeded: /Done/,
    failed: /Failed/,
    cancelled: /Cancelled/,
  };
  test.each(StageRunState.options)('says of a stage that it is %s', async (state) => {
    open({ lecture: lectureIn('processing'), timeline: [runOf({ stage: 'transcribe', state })] });
    expect(await screen.findByText(WORDS[state])).toBeTruthy();
  });

  test('says what happened and what to do when a stage failed, and goes on from there when asked', async () => {
    const lecture = lectureIn('failed');
    const answers = answersFor({ lecture, timeline: [runOf({ stage: 'transcribe', state: 'failed' })] });
    openApp(`/lectures/${lecture.id}`, { ...answers, [`POST /api/lectures/${lecture.id}/retry`]: lecture });
    expect(await screen.findByText(/Check the microphone and its permission/)).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: 'Try again from Transcribe' }));
    await screen.findByRole('heading', { name: 'Enzymes' });
    expect(asked().some(({ method, path }) => method === 'POST' && path.endsWith('/retry'))).toBe(true);
  });

  test('cancels only what is under way', async () => {
    open({ lecture: lectureIn('ready'), timeline: [] });
    await screen.findByRole('heading', { name: 'Enzymes' });
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  test('says that there is nothing when it was deleted', async () => {
    const { id } = lectureIn('ready');
    openApp(`/lectures/${id}`, {
      [`GET /api/lectures/${id}`]: new Problem('not-found'),
      [`GET /api/lectures/${id}/timeline`]: new Problem('not-found'),
    });
    expect(await screen.findByText('There is nothing here')).toBeTruthy();
  });
});

const BLOCKS: { [Kind in Block['kind']]: { block: Extract<Block, { kind: Kind }>; shows: string } } = {
  heading: { block: { kind: 'heading', level: 2, text: 'Definitions' }, shows: 'Definitions' },
  paragraph: { block: { kind: 'paragraph', text: 'It began in 1894.' }, shows: 'It began in 1894.' },
  note: { block: { kind: 'note', text: 'No examples.' }, shows: 'No examples.' },
  list: { block: { kind: 'list', ordered: true, items: [{ text: 'First this.' }] }, shows: 'First this.' },
  table: {
    block: { kind: 'table', header: ['Claim', 'Evidence'], rows: [{ cells: ['It is so', 'A study'] }] },
    shows: 'A study',
  },
  outline: {
    block: { kind: 'outline', nodes: [{ id: 'a', title: 'Beginning', start: 0, end: 60, children: [] }] },
    shows: 'Beginning',
  },
  term: {
    block: { kind: 'term', term: 'Enzyme', definition: 'A protein.', otherNames: [], moments: [] },
    shows: 'A protein.',
  },
  card: {
    block: { kind: 'card', form: 'basic', front: 'What is it?', back: 'A protein.', difficulty: 1, tags: [] },
    shows: 'What is it?',
  },
  question: {
    block: {
      kind: 'question',
      form: 'true-false',
      prompt: 'It is alive.',
      answer: 'False',
      explanation: 'It is not.',
    },
    shows: 'It is alive.',
  },
  map: {
    block: { kind: 'map', concepts: [{ id: 'a', name: 'catalyst' }], relations: [] },
    shows: 'catalyst',
  },
};

test.each(Object.entries(BLOCKS))('a block of kind %s is drawn', async (_kind, { block, shows }) => {
  open({ lecture: lectureIn('ready'), timeline: [] }, [block]);
  expect((await screen.findAllByText(shows)).length).toBeGreaterThan(0);
});
