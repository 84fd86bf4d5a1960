/**
 * The process in which node-av decodes, so that a crash or a hang of it hurts nobody.
 * `node-av-child.ts --version`, or `node-av-child.ts file:PATH DEMUXER CODECS MOST_STATED_SECONDS`, with
 * `pipe:0` for what comes in through standard input:
 * writes 16 kHz mono s16le to standard output and ends with a status of `EXIT_STATUS`.
 * Everything is synchronous: the blocking write is what holds the decoder back while nobody reads.
 */
import { writeSync } from 'node:fs';
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_LOG_ERROR,
  AV_NOPTS_VALUE,
  AV_SAMPLE_FMT_S16,
  AVERROR_EAGAIN,
  AVERROR_ENOMEM,
  AVERROR_EOF,
  AVMEDIA_TYPE_AUDIO,
} from 'node-av/constants';
import * as av from 'node-av/lib';
import { EXIT_STATUS } from './node-av-exit.ts';

const OUTPUT_RATE = 16_000;
const STANDARD_OUTPUT = 1;
/** Shorter gaps come from rounding and from encoders' padding. */
const SHORTEST_GAP_SECONDS = 0.1;
const SILENCE = Buffer.alloc(65_536);

type Outcome = keyof typeof EXIT_STATUS;
interface Opened {
  container: av.FormatContext;
  codec: av.CodecContext;
  stream: number;
}

function open(url: string, demuxer: string, codecs: string, mostSeconds: number): Opened | Outcome {
  const container = new av.FormatContext();
  container.allocContext();
  const options = av.Dictionary.fromObject({
    protocol_whitelist: url === 'pipe:0' ? 'pipe' : 'file',
    format_whitelist: demuxer,
    codec_whitelist: codecs,
  });
  const opened = container.openInputSync(url, av.InputFormat.findInputFormat(demuxer), options);
  if (opened < 0) return failure(opened);
  const understood = container.findStreamInfoSync();
  if (understood < 0) return failure(understood);
  const stream = container.streams.findIndex(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  const parameters = container.streams[stream]?.codecpar;
  if (!parameters) return 'without-audio';
  if (Number(container.duration) / 1_000_000 > mostSeconds) return 'too-long';
  const decoder = av.Codec.findDecoder(parameters.codecId);
  if (!decoder) return 'unreadable';
  const codec = new av.CodecContext();
  codec.allocContext3(decoder);
  codec.parametersToContext(parameters);
  codec.threadCount = 1;
  codec.pktTimebase = container.streams[stream]?.timeBase ?? codec.pktTimebase;
  const ready = codec.open2Sync(decoder, av.Dictionary.fromObject({ codec_whitelist: codecs }));
  return ready < 0 ? failure(ready) : { container, codec, stream };
}

function decode({ container, codec, stream }: Opened): Outcome {
  const packet = new av.Packet();
  packet.alloc();
  const frame = new av.Frame();
  frame.alloc();
  const sound = new SoundWriter();
  let damaged = false;
  /** `null` asks the decoder for what it still holds. */
  const feed = (data: av.Packet | null): number => {
    const sent = codec.sendPacketSync(data);
    if (sent < 0) return sent;
    for (;;) {
      const received = codec.receiveFrameSync(frame);
      if (received < 0) return received === AVERROR_EAGAIN || received === AVERROR_EOF ? 0 : received;
      sound.fillGap(momentOf(frame, codec, container));
      sound.write(frame);
    }
  };
  for (;;) {
    const read = container.readFrameSync(packet);
    if (read === AVERROR_EOF) break;
    if (read === AVERROR_ENOMEM) return 'out-of-memory';
    if (read < 0) {
      damaged = true;
      break;
    }
    const fed = packet.streamIndex === stream ? feed(packet) : 0;
    packet.unref();
    if (fed === AVERROR_ENOMEM) return 'out-of-memory';
    // One damaged packet is a gap; what comes behind it may be whole.
    if (fed < 0) damaged = true;
  }
  feed(null);
  sound.flush();
  return damaged && sound.samples === 0 ? 'unreadable' : 'finished';
}

/** Seconds from the beginning of the recording to the frame; undefined when its place is not known. */
function momentOf(frame: av.Frame, codec: av.CodecContext, container: av.FormatContext): number | undefined {
  if (frame.pts === AV_NOPTS_VALUE) return undefined;
  const { num, den } = codec.pktTimebase;
  const start = container.startTime === AV_NOPTS_VALUE ? 0 : Number(container.startTime) / 1_000_000;
  return (Number(frame.pts) * num) / den - start;
}

/** Brings frames of any kind to 16 kHz mono and writes them. Begins anew where the sound changes its kind. */
class SoundWriter {
  samples = 0;
  private kind = '';
  private resampler: av.SoftwareResampleContext | undefined;
  private out = Buffer.alloc(0);

  write(frame: av.Frame): void {
    if (frame.nbSamples === 0) return;
    const kind = `${frame.format} ${frame.sampleRate} ${frame.channels}`;
    if (kind !== this.kind) {
      this.flush();
      this.resampler = createResampler(frame);
      this.kind = kind;
    }
    this.convert(frame.extendedData, frame.nbSamples);
  }

  /** A gap in the file is silence, so that a moment in the sound stays that moment in the player. */
  fillGap(moment: number | undefined): void {
    if (moment === undefined || moment - this.samples / OUTPUT_RATE < SHORTEST_GAP_SECONDS) return;
    const missing = Math.round(moment * OUTPUT_RATE) - this.samples;
    this.samples += missing;
    for (let left = missing * 2; left > 0; left -= SILENCE.length) writeAll(SILENCE.subarray(0, left));
  }

  flush(): void {
    if (!this.resampler) return;
    this.convert(null, 0);
    this.resampler.free();
    this.resampler = undefined;
  }

  private convert(data: Buffer[] | null, count: number): void {
    if (!this.resampler) return;
    const room = Math.max(this.resampler.getOutSamples(count), 1024);
    if (this.out.length < room * 2) this.out = Buffer.alloc(room * 2);
    const samples = this.resampler.convertSync([this.out], room, data, count);
    av.FFmpegError.throwIfError(samples, 'convert');
    this.samples += samples;
    writeAll(this.out.subarray(0, samples * 2));
  }
}

function createResampler(frame: av.Frame): av.SoftwareResampleContext {
  const resampler = new av.SoftwareResampleContext();
  const format = frame.format as Parameters<typeof resampler.allocSetOpts2>[4];
  const set = resampler.allocSetOpts2(
    AV_CHANNEL_LAYOUT_MONO,
    AV_SAMPLE_FMT_S16,
    OUTPUT_RATE,
    frame.channelLayout,
    format,
    frame.sampleRate,
  );
  av.FFmpegError.throwIfError(set, 'allocSetOpts2');
  av.FFmpegError.throwIfError(resampler.init(), 'init');
  return resampler;
}

function writeAll(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(STANDARD_OUTPUT, bytes, at);
}

function failure(averror: number): Outcome {
  return averror === AVERROR_ENOMEM ? 'out-of-memory' : 'unreadable';
}

const [url = '', demuxer = '', codecs = '', mostSeconds = '0'] = process.argv.slice(2);
if (url === '--version') {
  writeAll(Buffer.from(`FFmpeg ${av.getFFmpegInfo().version}\n`));
} else {
  av.Log.setLevel(AV_LOG_ERROR);
  const opened = open(url, demuxer, codecs, Number(mostSeconds));
  const outcome = typeof opened === 'string' ? opened : decode(opened);
  // Nothing is left to do, and the libraries' own threads must not keep the process.
  process.exit(EXIT_STATUS[outcome]);
}
