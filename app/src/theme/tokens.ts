/** Raw values, without meaning. Only `theme.ts` gives them one. */
export const palette = {
  paper: '#faf7f2',
  white: '#ffffff',
  sand: '#f1ece3',
  clay: '#d9d1c4',
  stone: '#8a8175',
  slate: '#5c5850',
  ink: '#22211f',
  black: '#000000',
  night: '#141716',
  dusk: '#1d2221',
  fog: '#2b3231',
  mist: '#46504e',
  haze: '#a9b4b0',
  cloud: '#eef2ef',
  fern: '#0c6350',
  fernDeep: '#084a3c',
  fernPale: '#ddeee8',
  fernBright: '#7fd8c0',
  fernShade: '#1c3a34',
  brick: '#a3291c',
  brickPale: '#fbe6e2',
  brickBright: '#ffa99c',
  brickShade: '#452420',
  amber: '#7a4d00',
  amberPale: '#fcefd4',
  amberBright: '#f3c877',
  amberShade: '#3d3016',
  sun: '#ffe45c',
} as const;

/** Points. Everything that stands apart stands apart by one of these. */
export const space = {
  none: 0,
  hair: 2,
  tiny: 4,
  small: 8,
  medium: 12,
  normal: 16,
  large: 24,
  huge: 40,
  vast: 64,
} as const;
export type Space = keyof typeof space;

export const radius = { small: 8, medium: 12, large: 18, round: 999 } as const;

/** Points at the standard text size: size and height of a line. */
export const typeScale = {
  caption: { fontSize: 14, lineHeight: 20 },
  body: { fontSize: 16, lineHeight: 25 },
  lead: { fontSize: 18, lineHeight: 28 },
  subtitle: { fontSize: 19, lineHeight: 27 },
  title: { fontSize: 24, lineHeight: 31 },
  display: { fontSize: 32, lineHeight: 39 },
} as const;
export type TypeSize = keyof typeof typeScale;

/** The width at which lines of text stay readable, that of a page with two columns, and below which a screen is a phone. */
export const width = { reading: 720, page: 1080, narrow: 480 } as const;

/** Smallest side of what can be pressed. */
export const target = 44;

/** Milliseconds. */
export const duration = { quick: 120, calm: 240 } as const;
