import { useMemo } from 'react';
import { ScrollView, StyleSheet, useWindowDimensions, View } from 'react-native';
import { fontFamily } from '../../../components/text.tsx';
import { useTheme } from '../../../theme/theme-provider.tsx';
import { radius, space, width } from '../../../theme/tokens.ts';
import { arrow, BOX, drawMap, edgeOf, short } from '../map-layout.ts';
import type { BlockOf } from './of-kind.ts';

/**
 * The map as a drawing, in the browser's own elements: the library for phones would be loaded for nothing.
 * Everything in it also stands in the list below, which the keyboard can reach.
 */
export function MapDrawing({ block }: { block: BlockOf<'map'> }) {
  const { colors } = useTheme();
  const room = Math.min(useWindowDimensions().width, width.reading) - 2 * space.normal - 2;
  const drawing = useMemo(() => drawMap(block, room), [block, room]);
  const words = { fontFamily: fontFamily(false), textAnchor: 'middle' as const };
  return (
    <View style={[styles.frame, { backgroundColor: colors.surface, borderColor: colors.line }]}>
      <ScrollView
        horizontal
        contentContainerStyle={styles.inner}
        {...{ tabIndex: 0, role: 'group' }}
        aria-label="Drawing of the concept map, scrolls sideways"
      >
        <svg
          width={drawing.width}
          height={drawing.height}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          role="img"
          aria-label={`Concept map: ${drawing.concepts.length} concepts and ${drawing.relations.length} relations, listed below`}
        >
          {drawing.relations.map(({ key, from, to, label }) => {
            const [start, end] = [edgeOf(from, to), edgeOf(to, from)];
            const [x, y] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
            return (
              <g key={key}>
                <line
                  x1={start.x}
                  y1={start.y}
                  x2={end.x}
                  y2={end.y}
                  stroke={colors.edge}
                  strokeWidth={1.5}
                />
                <path d={arrow(start, end)} fill={colors.edge} />
                <rect
                  x={x - label.length * 3.4 - 5}
                  y={y - 10}
                  width={label.length * 6.8 + 10}
                  height={19}
                  rx={6}
                  fill={colors.surface}
                />
                <text x={x} y={y + 4} fontSize={12} fill={colors.quiet} {...words}>
                  {label}
                </text>
              </g>
            );
          })}
          {drawing.concepts.map((concept) => (
            <g key={concept.id}>
              <rect
                x={concept.x - concept.width / 2}
                y={concept.y - BOX / 2}
                width={concept.width}
                height={BOX}
                rx={12}
                fill={colors.accentSoft}
                stroke={colors.accent}
                strokeWidth={1.5}
              />
              <text x={concept.x} y={concept.y + 5} fontSize={15} fill={colors.text} {...words}>
                {short(concept.name)}
              </text>
            </g>
          ))}
        </svg>
      </ScrollView>
    </View>
  );
}

const styles = StyleSheet.create({
  frame: { borderWidth: 1, borderRadius: radius.large, overflow: 'hidden' },
  inner: { minWidth: '100%', justifyContent: 'center' },
});
