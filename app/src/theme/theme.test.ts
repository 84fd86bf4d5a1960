import { parsePreferences, STANDARD } from './preferences.ts';
import { type Colors, createTheme } from './theme.ts';

const schemes = ['light', 'dark'] as const;
const contrasts = ['standard', 'high'] as const;
const themes = schemes.flatMap((scheme) =>
  contrasts.map((contrast) => {
    const { colors } = createTheme(
      { ...STANDARD, scheme, contrast },
      { scheme, contrast, reducedMotion: false },
    );
    return [`${scheme}, ${contrast}`, colors] as const;
  }),
);

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(color: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const ON: readonly [keyof Colors, readonly (keyof Colors)[]][] = [
  ['text', ['background', 'surface', 'sunken', 'accentSoft', 'dangerSoft', 'warningSoft']],
  ['quiet', ['background', 'surface', 'sunken']],
  ['accent', ['background', 'surface', 'sunken', 'accentSoft']],
  ['onAccent', ['accent', 'accentPressed']],
  ['danger', ['background', 'surface', 'dangerSoft']],
  ['warning', ['background', 'warningSoft']],
];

describe.each(themes)('in %s', (_name, colors) => {
  test.each(ON)('%s can be read on every surface that it may stand on', (ink, surfaces) => {
    for (const surface of surfaces) {
      expect([surface, contrastOf(colors[ink], colors[surface]) >= 4.5]).toEqual([surface, true]);
    }
  });
  test('the edge of a field and the ring of the focus stand out', () => {
    for (const surface of ['background', 'surface'] as const) {
      expect(contrastOf(colors.edge, colors[surface])).toBeGreaterThanOrEqual(3);
      expect(contrastOf(colors.focus, colors[surface])).toBeGreaterThanOrEqual(3);
    }
  });
});

test('what the system asks for counts where nothing was chosen', () => {
  const system = { scheme: 'dark', contrast: 'high', reducedMotion: true } as const;
  expect(createTheme(STANDARD, system)).toMatchObject({ scheme: 'dark', contrast: 'high', moves: false });
  const chosen = { ...STANDARD, scheme: 'light', contrast: 'standard', motion: 'full' } as const;
  expect(createTheme(chosen, system)).toMatchObject({ scheme: 'light', contrast: 'standard', moves: true });
});

test('larger text is larger everywhere', () => {
  const system = { scheme: 'light', contrast: 'standard', reducedMotion: false } as const;
  const standard = createTheme(STANDARD, system).type;
  const largest = createTheme({ ...STANDARD, textSize: 'largest' }, system).type;
  for (const size of Object.keys(standard) as (keyof typeof standard)[]) {
    expect(largest[size].fontSize).toBeGreaterThan(standard[size].fontSize);
    expect(largest[size].lineHeight).toBeGreaterThan(standard[size].lineHeight);
  }
});

test.each([undefined, '', 'not JSON', '{"scheme":"pink","textSize":7}', '[]'])(
  '%p kept on the device does no harm',
  (kept) => {
    expect(parsePreferences(kept)).toEqual(STANDARD);
  },
);
