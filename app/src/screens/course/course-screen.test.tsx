import { Problem } from '@pegasus/core/problem.ts';
import { fireEvent, screen } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';
import { course, lectureIn } from '../../testing/samples.ts';

const PATH = `/api/courses/${course.id}`;
const answers = {
  [`GET ${PATH}`]: course,
  'GET /api/lectures': { items: [lectureIn('ready')] },
  'GET /api/session': { accounts: 'off' },
};
const open = (more: Record<string, unknown> = {}) =>
  openApp(`/courses/${course.id}`, { ...answers, ...more });
const sent = (method: string) => asked().find((one) => one.method === method && one.path === PATH);

describe('the page of a course', () => {
  test('gives it another name, and says which one it replaces', async () => {
    const renamed = { ...course, name: 'Cells' };
    open({ [`PATCH ${PATH}`]: renamed });
    fireEvent.press(await screen.findByRole('button', { name: 'Rename course' }));
    fireEvent.changeText(screen.getByLabelText('Name of the course'), ' Cells ');
    fireEvent.press(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Rename course' })).toBeTruthy();
    expect(sent('PATCH')?.body).toEqual({ was: course.name, name: 'Cells' });
  });

  test('keeps the form open and says why when the name is taken', async () => {
    open({ [`PATCH ${PATH}`]: new Problem('course-exists') });
    fireEvent.press(await screen.findByRole('button', { name: 'Rename course' }));
    fireEvent.changeText(screen.getByLabelText('Name of the course'), 'History');
    fireEvent.press(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText(/already have a course of that name/)).toBeTruthy();
    expect(screen.getByLabelText('Name of the course')).toBeTruthy();
  });

  test('deletes it only after another question', async () => {
    open({ [`DELETE ${PATH}`]: {} });
    fireEvent.press(await screen.findByRole('button', { name: 'Delete course' }));
    expect(await screen.findByText(/1 lecture and all that was made from it/)).toBeTruthy();
    expect(sent('DELETE')).toBeUndefined();
    fireEvent.press(screen.getByRole('button', { name: 'Delete it' }));
    await screen.findByRole('heading', { name: /revision/i });
    expect(sent('DELETE')).toBeTruthy();
  });
});
