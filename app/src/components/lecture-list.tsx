import type { Lecture } from '@pegasus/core/lecture.ts';
import { memo, type ReactElement, type ReactNode, useMemo } from 'react';
import { FlatList, View } from 'react-native';
import { useLectures } from '../state/lectures.ts';
import { space, width } from '../theme/tokens.ts';
import { Answer } from './answer.tsx';
import type { Crumb } from './crumbs.tsx';
import { LectureCard } from './lecture-card.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenHead, styles as screen } from './screen.tsx';
import { Skeleton } from './skeleton.tsx';

export interface LectureListProps {
  title: string;
  crumbs: readonly Crumb[];
  courseId?: string;
  actions?: ReactNode;
  empty: ReactElement;
  /** Below the last lecture. */
  foot?: ReactNode;
}

/** One that is the same stays as it is when others come. */
const Row = memo(LectureCard);

/** A page of lectures, however many: only what is in sight is drawn, and more is fetched when the end is near. */
export function LectureList({ title, crumbs, courseId, actions, empty, foot }: LectureListProps) {
  const query = useLectures(courseId);
  const pages = query.data?.pages;
  const lectures = useMemo(() => pages?.flatMap(({ items }) => items) ?? [], [pages]);
  const head = (
    <View style={{ gap: space.large, paddingBottom: space.small }}>
      <ScreenHead title={title} crumbs={crumbs} />
      {actions}
    </View>
  );
  const more = () => {
    if (query.hasNextPage && !query.isFetchingNextPage && !query.isFetchNextPageError)
      void query.fetchNextPage();
  };
  return (
    <View style={screen.fill} role="main" id="main">
      <FlatList<Lecture>
        style={screen.fill}
        contentContainerStyle={[screen.page, { maxWidth: width.reading, gap: space.small }]}
        data={lectures}
        keyExtractor={({ id }) => id}
        renderItem={({ item }) => <Row lecture={item} withCourse={courseId === undefined} />}
        ListHeaderComponent={head}
        ListEmptyComponent={
          <Answer query={query} loading="Loading lectures">
            {() => empty}
          </Answer>
        }
        ListFooterComponent={
          query.isFetchingNextPage ? (
            <Skeleton label="Loading more lectures" rows={1} />
          ) : query.isFetchNextPageError ? (
            <ProblemNotice problem={query.error} onRetry={() => void query.fetchNextPage()} />
          ) : foot ? (
            <View style={{ paddingTop: space.large }}>{foot}</View>
          ) : null
        }
        onEndReached={more}
        onEndReachedThreshold={1.5}
        initialNumToRender={12}
        maxToRenderPerBatch={6}
        windowSize={5}
      />
    </View>
  );
}
