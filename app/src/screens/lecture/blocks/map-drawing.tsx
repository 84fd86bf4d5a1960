import { useMemo } from 'react';
import { Platform, ScrollView, StyleSheet, useWindowDimensions, View } from 'react-native';
import { G, Line, Path, Rect, Svg, SvgText } from '../../../components/drawing';
import { fontFamily } from '../../../components/text.tsx';
import { useTheme } from '../../../theme/theme-provider.tsx';
import { radius, space, width } from '../../../theme/tokens.ts';
import { arrow, BOX, drawMap, edgeOf, short } from '../map-layout.ts';
import type { BlockOf } from './of-kind.ts';

// What scrolls has to be reached by the keyboard, where there is one.
const BY_KEYBOARD = Platform.OS === 'web' ? { tabIndex: 0 as const, role: 'group' as const } : {};

/** The map as a drawing. Everything in it also stands in the list below, which the keyboard can reach. */
export function MapDrawing({ block }: { block: BlockOf<'map'> }) {
  const { colors } = useTheme();
  const room = Math.min(useWindowDimensions().width, width.reading) - 2 * space.normal - 2;
  const drawing = useMemo(() => drawMap(block, room), [block, room]);
  const family = fontFamily(false);
  const words = `Concept map: ${block.concepts.length} concepts and ${block.relations.length} relations, listed below`;
  return (
    <View style={[styles.frame, { backgroundColor: colors.surface, borderColor: colors.line }]}>
      <ScrollView
        horizontal
        contentContainerStyle={styles.inner}
        {...BY_KEYBOARD}
        aria-label="Drawing of the concept map, scrolls sideways"
      >
        <Svg
          width={drawing.width}
          height={drawing.height}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          role="img"
          aria-label={words}
        >
          {drawing.relations.map(({ key, from, to, label }) => {
            const [start, end] = [edgeOf(from, to), edgeOf(to, from)];
            const [x, y] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
            return (
              <G key={key}>
                <Line
                  x1={start.x}
                  y1={start.y}
                  x2={end.x}
                  y2={end.y}
                  stroke={colors.edge}
                  strokeWidth={1.5}
                />
                <Path d={arrow(start, end)} fill={colors.edge} />
                <Rect
                  x={x - label.length * 3.4 - 5}
                  y={y - 10}
                  width={label.length * 6.8 + 10}
                  height={19}
                  rx={6}
                  fill={colors.surface}
                />
                <SvgText
                  x={x}
                  y={y + 4}
                  fontSize={12}
                  fontFamily={family}
                  fill={colors.quiet}
                  textAnchor="middle"
                >
                  {label}
                </SvgText>
              </G>
            );
          })}
          {drawing.concepts.map((concept) => (
            <G key={concept.id}>
              <Rect
                x={concept.x - concept.width / 2}
                y={concept.y - BOX / 2}
                width={concept.width}
                height={BOX}
                rx={12}
                fill={colors.accentSoft}
                stroke={colors.accent}
                strokeWidth={1.5}
              />
              <SvgText
                x={concept.x}
                y={concept.y + 5}
                fontSize={15}
                fontFamily={family}
                fill={colors.text}
                textAnchor="middle"
              >
                {short(concept.name)}
              </SvgText>
            </G>
          ))}
        </Svg>
      </ScrollView>
    </View>
  );
}

const styles = StyleSheet.create({
  frame: { borderWidth: 1, borderRadius: radius.large, overflow: 'hidden' },
  inner: { minWidth: '100%', justifyContent: 'center' },
});
