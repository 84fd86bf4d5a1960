import * as Native from 'react-native-svg';

/** What drawings are made of. A browser has all of it by itself: `drawing.web.tsx`. */
export const { Svg, G, Line, Path, Rect, Text: SvgText } = Native;
