import { fileURLToPath } from 'node:url';

/** Fonts by package, family and cut: the cuts that the guide uses and no more, for each is read at every start. */
const CUTS: readonly [folder: string, family: string, cuts: readonly string[]][] = [
  [
    'atkinson-hyperlegible-next',
    'AtkinsonHyperlegibleNext',
    ['400Regular', '400Regular_Italic', '500Medium', '600SemiBold', '700Bold'],
  ],
  ['noto-sans', 'NotoSans', ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold']],
  // Of the Arabic fonts it alone keeps letter and glyph one to one, so that what is copied or read aloud is what was said.
  ['vazirmatn', 'Vazirmatn', ['400Regular', '700Bold']],
  ['noto-sans-hebrew', 'NotoSansHebrew', ['400Regular', '700Bold']],
  ['noto-sans-sc', 'NotoSansSC', ['400Regular', '700Bold']],
  ['noto-sans-math', 'NotoSansMath', ['400Regular']],
  ['noto-emoji', 'NotoEmoji', ['400Regular']],
];

/** Paths of font files. TrueType, because Typst passes over `woff` without a word. */
export const FONT_FILES: readonly string[] = CUTS.flatMap(([folder, family, cuts]) =>
  cuts.map((cut) =>
    fileURLToPath(import.meta.resolve(`@expo-google-fonts/${folder}/${cut}/${family}_${cut}.ttf`)),
  ),
);
