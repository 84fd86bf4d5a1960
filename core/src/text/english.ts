const FUNCTION_WORDS = new Set(
  'the of and to a in is that it you we for on with are this as be have not what so but if or at by from they can an do was there which will i one all about just how your when would their more our has these'.split(
    ' ',
  ),
);

/** About half of the words of English speech are function words; of other languages hardly any are these. */
const LEAST_SHARE = 0.2;

/** Whether a text is English, by its function words; texts of fewer than 20 words are taken to be. */
export function looksEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  if (words.length < 20) return true;
  return words.filter((word) => FUNCTION_WORDS.has(word)).length / words.length >= LEAST_SHARE;
}
