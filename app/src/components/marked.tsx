import { Text as NativeText } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { Text } from './text.tsx';

/** A text with the stretches that were looked for set off. */
export function Marked({
  text,
  matches,
}: {
  text: string;
  matches: readonly { start: number; end: number }[];
}) {
  const { colors } = useTheme();
  const parts = [];
  let at = 0;
  for (const { start, end } of matches) {
    parts.push(text.slice(at, start));
    parts.push(
      <NativeText
        key={start}
        style={{ backgroundColor: colors.warningSoft, color: colors.text, textDecorationLine: 'underline' }}
      >
        {text.slice(start, end)}
      </NativeText>,
    );
    at = end;
  }
  parts.push(text.slice(at));
  return <Text>{parts}</Text>;
}
