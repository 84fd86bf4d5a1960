import type * as Native from 'react-native-svg';

/** The browser's own elements under the names of the library for phones, which would be loaded for nothing. */
export const Svg = 'svg' as unknown as typeof Native.Svg;
export const G = 'g' as unknown as typeof Native.G;
export const Line = 'line' as unknown as typeof Native.Line;
export const Path = 'path' as unknown as typeof Native.Path;
export const Rect = 'rect' as unknown as typeof Native.Rect;
export const SvgText = 'text' as unknown as typeof Native.Text;
