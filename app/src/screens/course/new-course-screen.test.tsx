import { Problem } from '@pegasus/core/problem.ts';
import { fireEvent, screen } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';
import { course } from '../../testing/samples.ts';

const PRESETS = {
  items: [
    { id: 'exam', title: 'Exam', purpose: 'For the exam.', sections: ['Points'], artifacts: ['summary'] },
  ],
};
const open = (answers: Record<string, unknown>) =>
  openApp('/courses/new', { 'GET /api/session': { accounts: 'off' }, ...answers });
const sent = () => asked().filter(({ method }) => method === 'POST');

describe('a new course', () => {
  test('wants a name', async () => {
    open({});
    fireEvent.press(await screen.findByRole('button', { name: 'Go on' }));
    expect(await screen.findByText('Give the course a name.')).toBeTruthy();
    expect(sent()).toEqual([]);
  });

  test('leads to the presets, of which each shows what it gives', async () => {
    open({
      'POST /api/courses': course,
      [`GET /api/courses/${course.id}`]: course,
      'GET /api/presets': PRESETS,
    });
    fireEvent.changeText(await screen.findByLabelText('Name of the course'), ' Cell biology ');
    fireEvent.press(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByRole('heading', { name: 'How do you want to revise?' })).toBeTruthy();
    expect(sent().map(({ body }) => body)).toEqual([{ name: 'Cell biology' }]);
    expect(await screen.findByText('For the exam.')).toBeTruthy();
    expect(screen.getByText('Why does a boiled egg show it well?')).toBeTruthy();
  });

  test('says that a name is taken, and leaves what was typed', async () => {
    open({ 'POST /api/courses': new Problem('course-exists') });
    fireEvent.changeText(await screen.findByLabelText('Name of the course'), 'History');
    fireEvent.press(screen.getByRole('button', { name: 'Go on' }));
    expect(await screen.findByText(/already have a course of that name/)).toBeTruthy();
    expect(screen.getByDisplayValue('History')).toBeTruthy();
  });
});
