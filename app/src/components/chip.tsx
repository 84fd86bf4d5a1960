import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Text } from './text.tsx';

export type ChipTone = 'good' | 'warning' | 'danger' | 'calm';

/** A word or two on how something stands. Never colour alone. */
export function Chip({
  children,
  tone = 'calm',
  icon,
}: {
  children: string;
  tone?: ChipTone;
  icon?: IconName;
}) {
  const { colors, contrast } = useTheme();
  const [surface, ink] = (
    {
      good: ['accentSoft', 'accent'],
      warning: ['warningSoft', 'warning'],
      danger: ['dangerSoft', 'danger'],
      calm: ['sunken', 'quiet'],
    } as const
  )[tone];
  const edge = contrast === 'high' ? colors[ink] : 'transparent';
  return (
    <View style={[styles.chip, { backgroundColor: colors[surface], borderColor: edge }]}>
      {icon ? <Icon name={icon} color={colors[ink]} size={14} /> : null}
      <Text size="caption" tone={ink} strong>
        {children}
      </Text>
    </View>
  );
}

const styles = StyleSheet.create({
  chip: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.tiny,
    alignSelf: 'flex-start',
    paddingHorizontal: space.small + 2,
    paddingVertical: space.hair,
    borderRadius: radius.round,
    borderWidth: 1,
  },
});
