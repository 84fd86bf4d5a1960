import type { ReactNode } from 'react';
import { type StyleProp, View, type ViewStyle } from 'react-native';
import { type Space, space } from '../theme/tokens.ts';

interface StackProps {
  children: ReactNode;
  gap?: Space;
  style?: StyleProp<ViewStyle>;
  /** In a row that wraps, in place of below one another. */
  row?: boolean;
  align?: ViewStyle['alignItems'];
  justify?: ViewStyle['justifyContent'];
  role?: 'list' | 'listitem' | 'group' | 'region' | 'status' | 'navigation' | 'form' | 'article';
  label?: string;
  labelledBy?: string;
}

/** Things below one another or in a row, with the same space between them. */
export function Stack({
  children,
  gap = 'normal',
  style,
  row,
  align,
  justify,
  role,
  label,
  labelledBy,
}: StackProps) {
  return (
    <View
      {...(role ? { role: role as 'list' } : {})}
      {...(label ? { 'aria-label': label } : {})}
      {...(labelledBy ? { 'aria-labelledby': labelledBy } : {})}
      style={[
        { gap: space[gap] },
        row ? { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center' } : undefined,
        align ? { alignItems: align } : undefined,
        justify ? { justifyContent: justify } : undefined,
        style,
      ]}
    >
      {children}
    </View>
  );
}
