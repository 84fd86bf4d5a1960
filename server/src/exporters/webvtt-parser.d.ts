/** The W3C's parser, which brings no types. It is CommonJS, of which Node sees one value. */
declare module 'webvtt-parser' {
  class WebVTTParser {
    constructor(entities?: Record<string, string>);
    parse(
      text: string,
      mode?: 'metadata' | 'chapters' | 'subtitles',
    ): { cues: { startTime: number; endTime: number; text: string }[]; errors: { message: string }[] };
  }
  const webvtt: { WebVTTParser: typeof WebVTTParser };
  export = webvtt;
}
