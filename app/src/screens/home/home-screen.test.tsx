import type { Home } from '@pegasus/core/study/answers.ts';
import { act, screen, within } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';
import { course, lectureIn } from '../../testing/samples.ts';

const standing = { items: 40, studied: 20, due: 12, leeches: 0, lapses: 3, shaky: true, recall: 0.42 };
const NIGHT_BEFORE: Home = {
  standing,
  today: { repeat: 12, fresh: 3, minutes: 9 },
  shaky: [
    {
      threadId: '0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e07',
      title: 'Activation energy',
      courseId: course.id,
      courseName: course.name,
      standing,
    },
  ],
  newest: [lectureIn('ready')],
  processing: [],
};
const open = (answers: Record<string, unknown>) =>
  openApp('/', { 'GET /api/session': { accounts: 'off' }, ...answers });

describe('home', () => {
  test('shows somebody who has nothing yet how it goes, with one thing to do', async () => {
    open({ 'GET /api/courses': { items: [] }, 'GET /api/home': 'never' });
    expect(await screen.findByRole('link', { name: 'Start your first course' })).toBeTruthy();
    expect(screen.queryByText('Courses')).toBeNull();
  });

  test('says the night before what is due, how long it takes and what is shaky', async () => {
    open({ 'GET /api/courses': { items: [course] }, 'GET /api/home': NIGHT_BEFORE });
    expect(await screen.findByRole('heading', { name: '15 cards for today' })).toBeTruthy();
    expect(screen.getByText('12 to repeat, 3 new. About 9 minutes.')).toBeTruthy();
    const shaky = within(screen.getByLabelText('Shaky'));
    expect(shaky.getByText('Activation energy')).toBeTruthy();
    expect(shaky.getByText('Cell biology · about 4 of 10 remembered')).toBeTruthy();
    expect(within(screen.getByLabelText('Courses')).getByText('1 lecture')).toBeTruthy();
  });

  test('asks again by itself while a lecture is in the works', async () => {
    const home = { ...NIGHT_BEFORE, processing: [lectureIn('processing')] };
    open({ 'GET /api/courses': { items: [course] }, 'GET /api/home': home });
    expect(await screen.findByRole('heading', { name: 'In the works' })).toBeTruthy();
    const times = () => asked().filter(({ path }) => path === '/api/home').length;
    const before = times();
    await screen.findByText('Activation energy');
    // Time stands still here until it is moved.
    await act(() => jest.advanceTimersByTimeAsync(5000));
    expect(times()).toBeGreaterThan(before);
  });

  test('keeps its place with a skeleton while it loads, and says when the server is away', async () => {
    open({ 'GET /api/courses': { items: [course] }, 'GET /api/home': 'never' });
    expect(await screen.findByText('Loading what helps now')).toBeTruthy();
    open({});
    expect(await screen.findByText(/^Pegasus cannot be reached/)).toBeTruthy();
  });
});
