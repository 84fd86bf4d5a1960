import { Problem } from '@pegasus/core/problem.ts';
import { lectureIn } from '../testing/samples.ts';
import type { HandInRequest } from './hand-in.ts';
import { createUploads } from './uploads.ts';

const request = (name: string): HandInRequest => ({
  file: { name, content: new Blob(['sound']) },
  courseId: 'c',
  preset: 'exam',
});

/** Uploads whose files end when the test says so. */
function open() {
  const sending: {
    name: string;
    onSent(sent: number, total: number): void;
    end(error?: unknown): void;
    signal: AbortSignal;
  }[] = [];
  let clock = 0;
  let count = 0;
  const uploads = createUploads({
    handIn: ({ file }, { signal, onSent }) =>
      new Promise((resolve, reject) => {
        const end = (error?: unknown) => (error ? reject(error) : resolve(lectureIn('processing')));
        signal.addEventListener('abort', () => reject(signal.reason));
        sending.push({ name: file.name, onSent, end, signal });
      }),
    now: () => clock,
    newId: () => `upload-${++count}`,
    onAccepted: () => undefined,
  });
  return {
    uploads,
    sending,
    pass: (ms: number) => {
      clock += ms;
    },
  };
}
const settled = () => new Promise((done) => setTimeout(done, 0));

describe('files on their way', () => {
  test('go one after another', async () => {
    const { uploads, sending } = open();
    uploads.add([request('one'), request('two')]);
    expect(uploads.all().map(({ state }) => state)).toEqual(['sending', 'waiting']);
    sending[0]?.end();
    await settled();
    expect(uploads.all().map(({ state }) => state)).toEqual(['sent', 'sending']);
    expect(uploads.all()[0]?.lecture?.title).toBe('Enzymes');
  });

  test('tell how far they are and how fast', () => {
    const { uploads, sending, pass } = open();
    uploads.add([request('one')]);
    pass(2000);
    sending[0]?.onSent(500, 1000);
    expect(uploads.all()[0]).toMatchObject({ sent: 500, total: 1000, speed: 250 });
  });

  test('say why they failed, let the next go on, and can be tried again', async () => {
    const { uploads, sending } = open();
    uploads.add([request('one'), request('two')]);
    sending[0]?.end(new Problem('recording-empty'));
    await settled();
    expect(uploads.all()[0]).toMatchObject({ state: 'failed', problem: { code: 'recording-empty' } });
    expect(uploads.all()[1]?.state).toBe('sending');
    sending[1]?.end();
    await settled();
    uploads.retry('upload-1');
    expect(uploads.all()[0]).toMatchObject({ state: 'sending', sent: 0 });
    expect(uploads.all()[0]?.problem).toBeUndefined();
  });

  test('really stop when they are cancelled, and the next one goes', async () => {
    const { uploads, sending } = open();
    uploads.add([request('one'), request('two')]);
    uploads.remove('upload-1');
    expect(sending[0]?.signal.aborted).toBe(true);
    await settled();
    expect(uploads.all().map(({ request: { file }, state }) => [file.name, state])).toEqual([
      ['two', 'sending'],
    ]);
  });
});
