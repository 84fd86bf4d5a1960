import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { useCourse } from '../../state/courses.ts';
import { useRouteText } from '../../state/route.ts';
import { useSession } from '../../state/study.ts';
import { Sitting } from './sitting.tsx';

/** Cards and questions one after another: what is due, or everything for the night before. */
export function StudyScreen() {
  const course = useRouteText('course') || undefined;
  const lecture = useRouteText('lecture') || undefined;
  const [which, setWhich] = useState<'due' | 'all'>(useRouteText('which') === 'all' ? 'all' : 'due');
  /** `card` or `question`; both where it is not said. */
  const kind = useRouteText('kind');
  const [number, setNumber] = useState(1);
  const courseName = useCourse(course ?? '').data?.name;
  const query = useSession({ course, lecture }, which, number);
  const back = lecture
    ? { title: 'Lecture', href: `/lectures/${lecture}` as const }
    : course
      ? { title: courseName ?? 'Course', href: `/courses/${course}` as const }
      : { title: 'Home', href: '/' as const };
  const begin = (next: 'due' | 'all') => {
    setWhich(next);
    setNumber(number + 1);
  };
  return (
    <Screen title="Study" crumbs={[back]}>
      <Answer query={query} loading="Choosing what to ask" rows={1}>
        {({ items: all }) => {
          const items = kind ? all.filter(({ block }) => block.kind === kind) : all;
          return items.length === 0 ? (
            <NothingDue which={which} onAll={() => begin('all')} />
          ) : (
            <Sitting key={`${which} ${number}`} items={items} onMore={() => begin(which)} back={back.href} />
          );
        }}
      </Answer>
    </Screen>
  );
}

function NothingDue({ which, onAll }: { which: 'due' | 'all'; onAll(): void }) {
  return which === 'due' ? (
    <EmptyState
      icon="check"
      title="Nothing is due now"
      action={
        <Stack row gap="small" justify="center">
          <Button onPress={onAll}>Go through everything</Button>
          <ButtonLink href="/" kind="plain">
            Go to the start
          </ButtonLink>
        </Stack>
      }
    >
      What you learned will come back when it is about to fade. The night before an exam you can still go
      through all of it.
    </EmptyState>
  ) : (
    <EmptyState icon="book" title="There are no cards yet">
      They come with the material of a lecture. You can also make cards of your own from any line of it.
    </EmptyState>
  );
}
