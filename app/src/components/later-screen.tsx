import { type ComponentType, lazy, Suspense } from 'react';
import { Screen } from './screen.tsx';
import { Skeleton } from './skeleton.tsx';

/** A screen that is fetched when it is opened for the first time; until then its place is kept. */
export function laterScreen(title: string, load: () => Promise<ComponentType>): ComponentType {
  const Later = lazy(async () => ({ default: await load() }));
  const waiting = (
    <Screen title={title}>
      <Skeleton label={`Loading: ${title}`} rows={4} />
    </Screen>
  );
  return function LaterScreen() {
    return (
      <Suspense fallback={waiting}>
        <Later />
      </Suspense>
    );
  };
}
