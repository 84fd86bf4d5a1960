import { ButtonLink } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { LecturePage } from '../components/lecture-page.tsx';

/** All lectures of all courses, newest first. */
export function LecturesScreen() {
  return (
    <LecturePage
      title="All lectures"
      crumbs={[{ title: 'Home', href: '/' }]}
      empty={
        <EmptyState
          icon="book"
          title="No lecture yet"
          action={<ButtonLink href="/">Go to the start</ButtonLink>}
        >
          Lectures are shown here, newest first, as soon as there is one.
        </EmptyState>
      }
    />
  );
}
