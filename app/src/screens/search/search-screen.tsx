import { useRouter } from 'expo-router';
import { useDeferredValue, useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field } from '../../components/field.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useCourse } from '../../state/courses.ts';
import { useRouteText } from '../../state/route.ts';
import { useSearch } from '../../state/search.ts';
import { count } from '../words.ts';
import { HitCard } from './hit-card.tsx';

/** Finds where something was said, in the lectures of a course or in all of them. */
export function SearchScreen() {
  const router = useRouter();
  const courseId = useRouteText('course');
  const course = useCourse(courseId).data;
  const [typed, setTyped] = useState(useRouteText('words'));
  const words = useDeferredValue(typed.trim());
  const query = useSearch(words, courseId || undefined);
  const keep = (next: string) => {
    setTyped(next);
    // The address keeps what was looked for, so that going back shows it again.
    router.setParams({ words: next });
  };
  return (
    <Screen
      title={course ? `Search in ${course.name}` : 'Search'}
      crumbs={[course ? { title: course.name, href: `/courses/${course.id}` } : { title: 'Home', href: '/' }]}
    >
      <Field
        label="What was said?"
        value={typed}
        onChange={keep}
        hint="A word or two. Typing mistakes are forgiven."
        input={{ inputMode: 'search', autoComplete: 'off', autoCapitalize: 'none' }}
      />
      {words ? (
        <Answer query={query} loading="Looking for it" rows={4}>
          {({ items, instead }) => (
            <Stack gap="medium">
              <Text tone="quiet" role="status">
                {items.length === 0 ? 'Nothing found.' : count(items.length, 'place')}
              </Text>
              {items.length > 0
                ? instead.map((one) => (
                    <Text
                      key={one.typed}
                    >{`«${one.typed}» is not said. Shown: ${one.taken.join(', ')}.`}</Text>
                  ))
                : null}
              {items.length === 0 ? (
                <EmptyState icon="search" title={`Nobody says «${words}»`}>
                  Try a shorter word, or the one that the lecturer would use.
                </EmptyState>
              ) : (
                <Stack gap="medium" role="list">
                  {items.map((hit) => (
                    <HitCard key={`${hit.lectureId} ${hit.kind} ${hit.id}`} hit={hit} />
                  ))}
                </Stack>
              )}
            </Stack>
          )}
        </Answer>
      ) : null}
    </Screen>
  );
}
