import type { LectureEvent } from '@pegasus/core/answers.ts';
import { useEffect, useRef, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Card } from '../../components/card.tsx';
import { Icon } from '../../components/icon.tsx';
import type { IconName } from '../../components/icon-paths.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Text } from '../../components/text.tsx';
import type { Colors } from '../../theme/theme.ts';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { lengthOf, STAGE_WORDS } from '../words.ts';
import { type Step, type StepState, stepsOf } from './timeline-facts.ts';

const LOOK: Record<StepState, { words: string; icon: IconName; ink: keyof Colors; surface: keyof Colors }> = {
  ahead: { words: 'To come', icon: 'clock', ink: 'quiet', surface: 'sunken' },
  waiting: { words: 'Waiting for its turn', icon: 'clock', ink: 'quiet', surface: 'sunken' },
  running: { words: 'Working', icon: 'retry', ink: 'accent', surface: 'accentSoft' },
  done: { words: 'Done', icon: 'check', ink: 'onAccent', surface: 'accent' },
  failed: { words: 'Failed', icon: 'warning', ink: 'danger', surface: 'dangerSoft' },
  cancelled: { words: 'Cancelled', icon: 'stop', ink: 'quiet', surface: 'sunken' },
};

/** The four stages: what each does, how far it is, and how long it takes or took. */
export function Timeline({ event }: { event: LectureEvent }) {
  const age = useAge(event);
  const steps = stepsOf(event.lecture, event.timeline, age);
  return (
    <Card>
      <View role="list" aria-label="Stages" style={styles.steps}>
        {steps.map((step) => (
          <Row key={step.stage} step={step} />
        ))}
      </View>
    </Card>
  );
}

function Row({ step }: { step: Step }) {
  const { colors } = useTheme();
  const { stage, state, share, left, run } = step;
  const look = LOOK[state];
  const { title, does } = STAGE_WORDS[stage];
  return (
    <View role="listitem" style={styles.step}>
      <View style={[styles.disc, { backgroundColor: colors[look.surface] }]}>
        <Icon name={look.icon} color={colors[look.ink]} size={18} />
      </View>
      <View style={styles.words}>
        <View style={styles.head}>
          <Text strong>{title}</Text>
          <Text size="caption" tone={state === 'failed' ? 'danger' : 'quiet'}>
            {stateWords(step)}
          </Text>
        </View>
        <Text size="caption" tone="quiet">
          {does}
        </Text>
        {state === 'running' ? (
          <View style={styles.progress}>
            <ProgressBar label={`${title}: how far`} share={share} />
            <Text size="caption" tone="quiet" style={styles.figures}>
              {share === undefined ? 'Under way' : `${Math.round(share * 100)} %`}
              {left === undefined ? '' : ` · about ${lengthOf(left)} left`}
            </Text>
          </View>
        ) : null}
        {run && run.attempt > 1 ? (
          <Text size="caption" tone="quiet">
            {`Try ${run.attempt}`}
          </Text>
        ) : null}
      </View>
    </View>
  );
}

function stateWords({ state, run }: Step): string {
  if (state === 'done' && run?.startedAt && run.finishedAt) {
    const seconds = (Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000;
    return `Done in ${lengthOf(seconds)}`;
  }
  return LOOK[state].words;
}

/**
 * How many seconds ago the progress was told, anew every second while something is under way. By the clock of
 * this device alone, which may go otherwise than the server's.
 */
function useAge({ lecture, timeline }: LectureEvent): number {
  const [now, setNow] = useState(Date.now);
  const told = timeline.map(({ state, progress }) => `${state} ${progress?.at}`).join();
  const heard = useRef({ told, at: now });
  if (heard.current.told !== told) heard.current = { told, at: Date.now() };
  const ticking = lecture.state === 'processing';
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return Math.max(0, (now - heard.current.at) / 1000);
}

const styles = StyleSheet.create({
  steps: { gap: space.normal },
  step: { flexDirection: 'row', gap: space.medium },
  disc: { width: 36, height: 36, borderRadius: radius.round, alignItems: 'center', justifyContent: 'center' },
  words: { flex: 1, gap: space.hair },
  head: { flexDirection: 'row', flexWrap: 'wrap', justifyContent: 'space-between', gap: space.small },
  progress: { gap: space.tiny, paddingTop: space.tiny },
  figures: { fontVariant: ['tabular-nums'] },
});
