import { useMemo } from 'react';
import { Platform, ScrollView, StyleSheet, View } from 'react-native';
import { G, Line, Path, Rect, Svg, Text as SvgText } from 'react-native-svg';
import { fontFamily } from '../../../components/text.tsx';
import { useTheme } from '../../../theme/theme-provider.tsx';
import { radius } from '../../../theme/tokens.ts';
import { drawMap, type Placed } from '../map-layout.ts';
import type { BlockOf } from './of-kind.ts';

const BOX = 40;

/** The map as a drawing. Everything in it also stands in the list below, which the keyboard can reach. */
export function MapDrawing({ block }: { block: BlockOf<'map'> }) {
  const { colors } = useTheme();
  const drawing = useMemo(() => drawMap(block), [block]);
  const family = fontFamily(false);
  const words = `Concept map: ${block.concepts.length} concepts and ${block.relations.length} relations, listed below`;
  return (
    <View style={[styles.frame, { backgroundColor: colors.surface, borderColor: colors.line }]}>
      <ScrollView
        horizontal
        contentContainerStyle={styles.inner}
        {...(Platform.OS === 'web' ? { tabIndex: 0 as const, role: 'group' as const } : {})}
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

/** Where the line from the middle of a box to another leaves it. */
function edgeOf({ x, y, width }: Placed, towards: Placed): { x: number; y: number } {
  const [across, down] = [towards.x - x, towards.y - y];
  const share = Math.min(
    (width / 2 + 3) / Math.max(1, Math.abs(across)),
    (BOX / 2 + 3) / Math.max(1, Math.abs(down)),
  );
  return { x: x + across * share, y: y + down * share };
}

function arrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (turn: number) =>
    `${to.x - 9 * Math.cos(angle + turn)},${to.y - 9 * Math.sin(angle + turn)}`;
  return `M${to.x},${to.y} L${corner(0.45)} L${corner(-0.45)} Z`;
}

function short(name: string): string {
  return name.length > 23 ? `${name.slice(0, 22)}…` : name;
}

const styles = StyleSheet.create({
  frame: { borderWidth: 1, borderRadius: radius.large, overflow: 'hidden' },
  inner: { minWidth: '100%', justifyContent: 'center' },
});
