import { endpoints } from '@pegasus/core/api.ts';
import type { StudyPlan } from '@pegasus/core/study/answers.ts';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Answer } from '../../components/answer.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Field } from '../../components/field.tsx';
import { FileButtons } from '../../components/file-buttons';
import { Heading, Text } from '../../components/text.tsx';
import { serverAddress } from '../../platform/server-address';
import { useStudyPlan } from '../../state/study.ts';
import { space } from '../../theme/tokens.ts';
import { count } from '../words.ts';

const DAYS_SHOWN = 7;

/** How much to do on each day up to the exam. */
export function PlanCard({ courseId }: { courseId: string }) {
  const [typed, setTyped] = useState('');
  const [exam, setExam] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const plan = useStudyPlan(courseId, exam);
  const ask = () => {
    const fits = /^\d{4}-\d{2}-\d{2}$/.test(typed) && !Number.isNaN(Date.parse(typed));
    setWrong(!fits);
    if (fits) setExam(typed);
  };
  return (
    <Card role="region" label="Plan up to the exam">
      <Heading level={2} size="subtitle">
        Plan up to the exam
      </Heading>
      <View style={styles.ask}>
        <View style={styles.field}>
          <Field
            label="Day of the exam"
            value={typed}
            onChange={(next) => setTyped(asDay(next))}
            onSubmit={ask}
            hint="Year, month and day, such as 2027-02-14"
            error={wrong ? 'Write the day as year-month-day, such as 2027-02-14.' : undefined}
            input={{ inputMode: 'numeric', autoComplete: 'off' }}
          />
        </View>
        <Button onPress={ask}>Make a plan</Button>
      </View>
      {exam ? (
        <Answer query={plan} loading="Making the plan" rows={2}>
          {(data) => <Days plan={data} courseId={courseId} />}
        </Answer>
      ) : null}
    </Card>
  );
}

/** What was typed with its dashes: the digits of a phone have none. */
function asDay(typed: string): string {
  const digits = typed.replaceAll(/\D/g, '');
  return [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)].filter(Boolean).join('-');
}

function Days({ plan: { days, left, exam }, courseId }: { plan: StudyPlan; courseId: string }) {
  if (days.length === 0)
    return <Text>The exam is today. Go through everything once, calmly, and sleep.</Text>;
  const most = Math.max(...days.map(({ minutes }) => minutes));
  return (
    <View style={styles.days}>
      <Text role="status">
        {`${count(days.length, 'day')} left, ${most} minutes on the longest of them.`}
        {left > 0 ? ` ${count(left, 'new card')} will not fit in: leave them out without regret.` : ''}
      </Text>
      <View role="list" style={styles.days}>
        {days.slice(0, DAYS_SHOWN).map(({ date, repeat, fresh, minutes }) => (
          <View role="listitem" key={date} style={styles.day}>
            <Text strong style={styles.date}>
              {new Date(`${date}T12:00:00`).toLocaleDateString(undefined, {
                weekday: 'short',
                day: 'numeric',
                month: 'short',
              })}
            </Text>
            <Text tone="quiet">{`${minutes} min · ${repeat} to repeat, ${fresh} new`}</Text>
          </View>
        ))}
      </View>
      {days.length > DAYS_SHOWN ? (
        <Text tone="quiet">{`and ${count(days.length - DAYS_SHOWN, 'more day')}`}</Text>
      ) : null}
      <FileButtons
        title="the plan for your calendar"
        fileName="revision.ics"
        mediaType="text/calendar"
        address={`${serverAddress()}${endpoints.getCourseCalendar.path.replace('{courseId}', courseId)}?exam=${exam}`}
      />
    </View>
  );
}

const styles = StyleSheet.create({
  ask: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'flex-start', gap: space.medium },
  field: { flexGrow: 1, flexBasis: 220 },
  days: { gap: space.small },
  day: { flexDirection: 'row', flexWrap: 'wrap', gap: space.medium },
  date: { minWidth: 110 },
});
