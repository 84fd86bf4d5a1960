import { lazy, Suspense } from 'react';
import type { LectureListProps } from './lecture-list.tsx';
import { Screen } from './screen.tsx';
import { Skeleton } from './skeleton.tsx';

/** Fetched with the first page that has one: a list that draws only what is in sight is much code. */
const LectureList = lazy(() => import('./lecture-list.tsx').then((file) => ({ default: file.LectureList })));

export function LecturePage(props: LectureListProps) {
  const { title, crumbs } = props;
  const skeleton = (
    <Screen title={title} crumbs={crumbs}>
      <Skeleton label="Loading lectures" />
    </Screen>
  );
  return (
    <Suspense fallback={skeleton}>
      <LectureList {...props} />
    </Suspense>
  );
}
