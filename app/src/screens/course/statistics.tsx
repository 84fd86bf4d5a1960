import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useStatistics } from '../../state/study.ts';
import { count } from '../words.ts';

const WEEK = 7;

/** What helps to plan: how much was remembered, what comes, what does not stick. No streaks, nothing to keep up. */
export function Statistics({ courseId }: { courseId: string }) {
  const { data } = useStatistics({ course: courseId });
  if (!data) return null;
  const { standing, retention, reviewedToday, coming } = data;
  const week = coming.slice(0, WEEK).reduce((sum, day) => sum + day, 0);
  const lines = [
    retention.remembered === undefined
      ? undefined
      : `Of what came back in the last 30 days, you remembered ${Math.round(retention.remembered * 100)} %.`,
    reviewedToday > 0 ? `${count(reviewedToday, 'answer')} today.` : undefined,
    week > 0 ? `${count(week, 'card')} come again within a week.` : undefined,
    standing.leeches > 0
      ? `${count(standing.leeches, 'card')} will not stick: listen to the moment again, or word it anew.`
      : undefined,
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return null;
  return (
    <Stack gap="tiny">
      {lines.map((line) => (
        <Text key={line} tone="quiet">
          {line}
        </Text>
      ))}
    </Stack>
  );
}
