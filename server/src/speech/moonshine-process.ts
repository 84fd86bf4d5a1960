/**
 * The recognition process: sound in through stdin, messages out to the parent. It is a process of its own
 * because detection blocks, native code can crash, and killing it is the only way to stop a decode at once.
 * It ends with its parent: the channel closes, and nothing is left to talk to.
 */
import { amplify, GainFollower, peakGain } from './loudness.ts';
import type { MoonshineMessage, MoonshineOrders } from './moonshine-messages.ts';
import { FRAME, LONGEST_OPEN_SPEECH, SEGMENTER_SETTINGS, VAD_SETTINGS } from './moonshine-settings.ts';
import { OrderedLine } from './ordered-line.ts';
import { recognizeStretch } from './recognize.ts';
import { Segmenter, type Stretch } from './segmenter.ts';
import { openRecognizer } from './sherpa.ts';
import { soundFrames } from './sound-frames.ts';
import { VoiceDetector } from './voice-detector.ts';

const PROGRESS_MILLISECONDS = 300;
const { sampleRate } = SEGMENTER_SETTINGS;

async function run(orders: MoonshineOrders): Promise<void> {
  const detector = new VoiceDetector(orders.files.vad, {
    ...VAD_SETTINGS,
    sampleRate,
    longestOpenSeconds: LONGEST_OPEN_SPEECH,
  });
  const recognizer = await openRecognizer(orders.files, sampleRate);
  const segmenter = new Segmenter(SEGMENTER_SETTINGS);
  const decode = async (samples: Float32Array): Promise<string> => {
    const stream = recognizer.createStream();
    stream.acceptWaveform({ samples: amplify(samples, peakGain(samples)), sampleRate });
    return (await recognizer.decodeAsync(stream)).text;
  };
  const line = new OrderedLine<Stretch, MoonshineMessage[]>({
    width: orders.threads,
    async work(stretch) {
      const messages: MoonshineMessage[] = [];
      const note = (text: string) => messages.push({ kind: 'note', note: text });
      for (const segment of await recognizeStretch(stretch, sampleRate, decode, note)) {
        messages.push({ kind: 'segment', segment });
      }
      return messages;
    },
    deliver: (messages) => messages.forEach(tell),
  });

  const isKnown = ({ end }: Stretch) => end / sampleRate <= orders.resumeFrom;

  const follower = new GainFollower(FRAME / sampleRate);
  let told = 0;
  for await (const frame of soundFrames(process.stdin, FRAME)) {
    const spoken = detector.hear(amplify(frame, follower.follow(frame)));
    for (const stretch of segmenter.add(frame, spoken, detector.speaking)) {
      if (isKnown(stretch)) continue;
      await line.push(stretch);
      // Sound lies outside of the heap, where the collector does not feel its weight: left alone, 50 MB of
      // garbage gather. With so small a heap a full collection takes a few milliseconds.
      globalThis.gc?.();
    }
    if (performance.now() - told > PROGRESS_MILLISECONDS) {
      told = performance.now();
      tell({ kind: 'progress', seconds: (line.first?.start ?? segmenter.settled) / sampleRate });
    }
  }
  for (const stretch of segmenter.finish(detector.finish())) if (!isKnown(stretch)) await line.push(stretch);
  await line.drain();
  tell({ kind: 'progress', seconds: segmenter.heard / sampleRate });
}

function tell(message: MoonshineMessage): void {
  process.send?.(message);
}

process.on('disconnect', () => process.exit());
await run(JSON.parse(process.argv[2] ?? '{}') as MoonshineOrders);
process.send?.({ kind: 'done' } satisfies MoonshineMessage, undefined, undefined, () => process.exit());
