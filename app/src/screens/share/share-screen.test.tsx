import { Problem } from '@pegasus/core/problem.ts';
import type { Share, SharedMaterial } from '@pegasus/core/share.ts';
import { fireEvent, screen } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';
import { answersFor, lectureIn } from '../../testing/samples.ts';

// Jest knows no import that waits; the dialog itself is the real one.
jest.mock('../../components/ask.tsx', () => ({
  Ask: jest.requireActual('../../components/confirm-dialog.tsx').ConfirmDialog,
}));

const lecture = lectureIn('ready');
const TOKEN = 'shared-link-'.repeat(3);
const share: Share = {
  id: '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e09',
  lectureId: lecture.id,
  presetId: 'exam',
  artifacts: ['summary'],
  withTranscript: false,
  withRecording: false,
  views: 3,
  copies: 1,
  createdAt: '2026-03-02T10:00:00.000Z',
  expiresAt: '2999-03-02T10:00:00.000Z',
};
const shares = `/api/lectures/${lecture.id}/shares`;
/** On one's own machine nobody signs in. */
const alone = { 'GET /api/session': { accounts: 'off', signUp: 'closed', mail: false } };
const answers = {
  ...alone,
  ...answersFor({ lecture, timeline: [] }),
  [`GET ${shares}`]: { items: [share] },
  [`POST ${shares}`]: { share, token: TOKEN },
};
const material: SharedMaterial = {
  lectureTitle: 'Enzymes',
  courseName: 'Cell biology',
  presetTitle: 'Exam',
  seconds: 600,
  artifacts: [
    {
      type: 'summary',
      title: 'Summary',
      blocks: [{ kind: 'paragraph', text: 'Enzymes are catalysts.', moment: 12 }],
    },
  ],
  withRecording: false,
  expiresAt: '2999-03-02T10:00:00.000Z',
};

const posted = () => asked().find(({ method, path }) => method === 'POST' && path === shares)?.body;
const open = () => openApp(`/lectures/${lecture.id}/share`, answers);

describe('sharing a lecture', () => {
  test('passes on the material, and neither transcript nor recording, unless they are chosen', async () => {
    open();
    fireEvent.press(await screen.findByRole('button', { name: 'Make a link' }));
    expect(await screen.findByText(new RegExp(`/shared/${TOKEN}$`))).toBeTruthy();
    expect(posted()).toEqual({
      preset: 'exam',
      artifacts: ['summary'],
      transcript: false,
      recording: false,
      days: 14,
    });
  });

  test('passes on the recording when it is chosen, for as long as is chosen', async () => {
    open();
    fireEvent.press(await screen.findByRole('button', { name: /^Recording/ }));
    fireEvent.press(screen.getByRole('button', { name: 'A week' }));
    fireEvent.press(screen.getByRole('button', { name: 'Make a link' }));
    await screen.findByText(new RegExp(`/shared/${TOKEN}$`));
    expect(posted()).toMatchObject({ recording: true, transcript: false, days: 7 });
  });

  test('makes no link to nothing', async () => {
    open();
    fireEvent.press(await screen.findByRole('button', { name: 'Summary' }));
    expect(screen.getByRole('button', { name: 'Make a link' })).toBeDisabled();
  });

  test('says of each link how often it was used, and ends it when asked twice', async () => {
    openApp(`/lectures/${lecture.id}/share`, { ...answers, [`DELETE /api/shares/${share.id}`]: null });
    expect(await screen.findByText('Opened 3 times, taken over 1 time')).toBeTruthy();
    fireEvent.press(screen.getByRole('button', { name: /^End this link/ }));
    const ended = () => asked().some(({ method }) => method === 'DELETE');
    expect(ended()).toBe(false);
    fireEvent.press(await screen.findByText('End it'));
    await screen.findByText('Opened 3 times, taken over 1 time');
    expect(ended()).toBe(true);
  });

  test('has nothing to offer while there is no material', async () => {
    const working = lectureIn('processing');
    openApp(`/lectures/${lecture.id}/share`, { ...alone, ...answersFor({ lecture: working, timeline: [] }) });
    expect(await screen.findByText('There is nothing to share yet')).toBeTruthy();
  });
});

describe('what somebody shared', () => {
  const path = `GET /api/shared/${TOKEN}`;
  const session = {
    'GET /api/session': { accounts: 'on', signUp: 'invited', mail: false },
  };

  test('is read without an account', async () => {
    openApp(`/shared/${TOKEN}`, { ...session, [path]: material });
    expect(await screen.findByText('Enzymes are catalysts.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Play/ })).toBeNull();
  });

  test('says so when the link has ended', async () => {
    openApp(`/shared/${TOKEN}`, { ...session, [path]: new Problem('not-found') });
    expect(await screen.findByText('There is nothing to see here any more')).toBeTruthy();
  });

  test('goes into a course of the same name where there is one', async () => {
    const course = { id: lecture.courseId, name: 'Cell biology', createdAt: lecture.createdAt, lectures: 1 };
    openApp(`/shared/${TOKEN}/copy`, {
      ...answers,
      [path]: material,
      'GET /api/courses': { items: [course] },
      [`POST /api/shared/${TOKEN}/copy`]: lecture,
    });
    await screen.findByText('Into which course?');
    fireEvent.press(screen.getByRole('button', { name: 'Take the copy' }));
    await screen.findByRole('heading', { name: 'Enzymes' });
    expect(asked().find(({ method }) => method === 'POST')?.body).toEqual({ courseId: course.id });
  });
});
