import { StyleSheet, View } from 'react-native';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { count } from '../words.ts';
import { type Sample, samples } from './samples.ts';

/** A piece of what the preset makes of a real lecture; of one that has no sample, the names of its sections. */
export function PresetSample({ presetId, sections }: { presetId: string; sections: readonly string[] }) {
  const { colors } = useTheme();
  const sample = samples[presetId];
  return (
    <View style={[styles.paper, { backgroundColor: colors.sunken }]}>
      {sample ? (
        <Piece sample={sample} />
      ) : (
        <Text size="caption" tone="quiet">
          {sections.join(' · ')}
        </Text>
      )}
    </View>
  );
}

function Piece({ sample }: { sample: Sample }) {
  const { colors } = useTheme();
  switch (sample.kind) {
    case 'question':
      return (
        <>
          <Text size="caption" strong>
            {sample.prompt}
          </Text>
          <Text size="caption">{`${sample.answer} (${count(sample.marks, 'mark')})`}</Text>
        </>
      );
    case 'points':
      return (
        <>
          <Title>{sample.title}</Title>
          {sample.points.map((point) => (
            <Text key={point} size="caption">{`• ${point}`}</Text>
          ))}
        </>
      );
    case 'steps':
      return (
        <>
          <Title>{`${sample.title} · ${sample.minutes}`}</Title>
          {sample.steps.map((step, place) => (
            <Text key={step} size="caption">{`${place + 1}. ${step}`}</Text>
          ))}
        </>
      );
    case 'pair':
      return (
        <View style={styles.pair}>
          {sample.heads.map((head, side) => (
            <View key={head} style={styles.side}>
              <Title>{head}</Title>
              <Text size="caption">{sample.cells[side] ?? ''}</Text>
            </View>
          ))}
        </View>
      );
    case 'relation':
      return (
        <View style={styles.map}>
          <Concept>{sample.from}</Concept>
          <Text size="caption" tone="quiet">{`${sample.label} →`}</Text>
          <Concept>{sample.to}</Concept>
          {sample.more.map((name) => (
            <View key={name} style={[styles.concept, { borderColor: colors.line }]}>
              <Text size="caption" tone="quiet">
                {name}
              </Text>
            </View>
          ))}
        </View>
      );
  }
}

function Title({ children }: { children: string }) {
  return (
    <Text size="caption" strong tone="accent">
      {children}
    </Text>
  );
}

function Concept({ children }: { children: string }) {
  const { colors } = useTheme();
  return (
    <View style={[styles.concept, { borderColor: colors.accent, backgroundColor: colors.surface }]}>
      <Text size="caption" strong>
        {children}
      </Text>
    </View>
  );
}

const styles = StyleSheet.create({
  paper: { borderRadius: radius.medium, padding: space.medium, gap: space.tiny },
  pair: { flexDirection: 'row', gap: space.medium },
  side: { flex: 1, gap: space.hair },
  map: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.small },
  concept: {
    borderWidth: 1,
    borderRadius: radius.round,
    paddingHorizontal: space.small,
    paddingVertical: space.hair,
  },
});
