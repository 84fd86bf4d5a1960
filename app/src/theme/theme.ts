import type { Preferences } from './preferences.ts';
import { palette, type TypeSize, typeScale } from './tokens.ts';

/** Colours by what they are for. Every text colour has 4.5 : 1 or more on every surface that it may stand on. */
export interface Colors {
  background: string;
  surface: string;
  /** For what lies within a surface. */
  sunken: string;
  line: string;
  /** Edge of a field or another control: 3 : 1. */
  edge: string;
  text: string;
  quiet: string;
  accent: string;
  accentPressed: string;
  onAccent: string;
  accentSoft: string;
  danger: string;
  dangerSoft: string;
  warning: string;
  warningSoft: string;
  focus: string;
  veil: string;
}

export interface Theme {
  scheme: 'light' | 'dark';
  contrast: 'standard' | 'high';
  /** Whether things may move. */
  moves: boolean;
  colors: Colors;
  type: Record<TypeSize, { fontSize: number; lineHeight: number }>;
  shadow: string;
}

/** What the system that it runs on asks for. */
export interface SystemWishes {
  scheme: 'light' | 'dark';
  contrast: 'standard' | 'high';
  reducedMotion: boolean;
}

const light: Colors = {
  background: palette.paper,
  surface: palette.white,
  sunken: palette.sand,
  line: palette.clay,
  edge: palette.stone,
  text: palette.ink,
  quiet: palette.slate,
  accent: palette.fern,
  accentPressed: palette.fernDeep,
  onAccent: palette.white,
  accentSoft: palette.fernPale,
  danger: palette.brick,
  dangerSoft: palette.brickPale,
  warning: palette.amber,
  warningSoft: palette.amberPale,
  focus: palette.fern,
  veil: 'rgba(20, 23, 22, 0.5)',
};

const dark: Colors = {
  background: palette.night,
  surface: palette.dusk,
  sunken: palette.fog,
  line: palette.mist,
  edge: '#7d8986',
  text: palette.cloud,
  quiet: '#bac4c0',
  accent: palette.fernBright,
  accentPressed: '#a6e8d6',
  onAccent: '#06231c',
  accentSoft: palette.fernShade,
  danger: palette.brickBright,
  dangerSoft: palette.brickShade,
  warning: palette.amberBright,
  warningSoft: palette.amberShade,
  focus: palette.fernBright,
  veil: 'rgba(0, 0, 0, 0.65)',
};

const highLight: Colors = {
  ...light,
  background: palette.white,
  sunken: palette.white,
  line: palette.black,
  edge: palette.black,
  text: palette.black,
  quiet: palette.black,
  accent: '#003d30',
  accentPressed: palette.black,
  danger: '#7a0f05',
  warning: '#4d3000',
  focus: palette.black,
};

const highDark: Colors = {
  ...dark,
  background: palette.black,
  surface: palette.black,
  sunken: palette.black,
  line: palette.white,
  edge: palette.white,
  text: palette.white,
  quiet: palette.white,
  accent: palette.sun,
  accentPressed: palette.white,
  onAccent: palette.black,
  accentSoft: palette.black,
  danger: '#ffc4bb',
  dangerSoft: palette.black,
  warning: palette.sun,
  warningSoft: palette.black,
  focus: palette.sun,
};

const COLORS = {
  standard: { light, dark },
  high: { light: highLight, dark: highDark },
} as const;

const TEXT_SCALE = { standard: 1, large: 1.15, largest: 1.35 } as const;

/** What the student chose, and where nothing was chosen what the system asks for. */
export function createTheme(chosen: Preferences, system: SystemWishes): Theme {
  const scheme = chosen.scheme === 'system' ? system.scheme : chosen.scheme;
  const contrast = chosen.contrast === 'system' ? system.contrast : chosen.contrast;
  const reduced = chosen.motion === 'system' ? system.reducedMotion : chosen.motion === 'reduced';
  const scale = TEXT_SCALE[chosen.textSize];
  return {
    scheme,
    contrast,
    moves: !reduced,
    colors: COLORS[contrast][scheme],
    type: scaled(scale),
    shadow:
      scheme === 'light' && contrast === 'standard'
        ? '0 1px 2px rgba(60, 50, 30, 0.06), 0 4px 16px rgba(60, 50, 30, 0.06)'
        : 'none',
  };
}

function scaled(scale: number): Theme['type'] {
  const entries = Object.entries(typeScale).map(([name, { fontSize, lineHeight }]) => [
    name,
    { fontSize: Math.round(fontSize * scale), lineHeight: Math.round(lineHeight * scale) },
  ]);
  // `fromEntries` forgets which names there are.
  return Object.fromEntries(entries) as Theme['type'];
}
