import { shortTime } from '@pegasus/core/clock.ts';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { space, width } from '../../theme/tokens.ts';
import { usePlayback } from './playback.tsx';

const SPEEDS = [1, 1.25, 1.5, 2] as const;

/** The player at the lower edge. It comes with the first moment that is played. */
export function PlayerDock({ seconds }: { seconds: number | undefined }) {
  const { colors } = useTheme();
  const playback = usePlayback();
  const [speed, setSpeed] = useState(0);
  if (!playback.begun) return null;
  const next = (speed + 1) % SPEEDS.length;
  return (
    <View
      role="region"
      aria-label="Player"
      style={[styles.dock, { backgroundColor: colors.surface, borderTopColor: colors.line }]}
    >
      <View style={styles.row}>
        <Button kind="main" icon={playback.playing ? 'pause' : 'play'} onPress={playback.toggle}>
          {playback.playing ? 'Pause' : 'Play'}
        </Button>
        <Button
          label="−10 s: back 10 seconds"
          onPress={() => playback.playFrom(Math.max(0, playback.seconds - 10))}
        >
          −10 s
        </Button>
        <Text style={styles.time}>
          {shortTime(playback.seconds)}
          {seconds === undefined ? '' : ` / ${shortTime(seconds)}`}
        </Text>
        <Button
          kind="plain"
          label={`${SPEEDS[speed]}×: the speed, change to ${SPEEDS[next]}×`}
          onPress={() => {
            setSpeed(next);
            playback.setSpeed(SPEEDS[next] ?? 1);
          }}
        >
          {`${SPEEDS[speed]}×`}
        </Button>
      </View>
      {playback.failed ? (
        <Text tone="danger" role="alert">
          The recording cannot be played here. The material stays as it is.
        </Text>
      ) : null}
    </View>
  );
}

const styles = StyleSheet.create({
  dock: { borderTopWidth: 1, paddingHorizontal: space.normal, paddingVertical: space.small },
  row: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: space.small,
    alignSelf: 'center',
    width: '100%',
    maxWidth: width.reading,
  },
  time: { flexGrow: 1, fontVariant: ['tabular-nums'] },
});
