/** How loud a microphone is just now. */
export interface SoundLevel {
  /** `level` fills a meter, 0 to 1; `peak` and `loudness` are of full scale. */
  look(): { level: number; peak: number; loudness: number };
  close(): void;
}

export function openSoundLevel(stream: MediaStream): SoundLevel {
  const sound = new AudioContext();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 4096;
  sound.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    look: () => {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      let peak = 0;
      for (const sample of samples) {
        sum += sample * sample;
        peak = Math.max(peak, Math.abs(sample));
      }
      const loudness = Math.sqrt(sum / samples.length);
      // Speech lies far below full scale; the root of it fills the meter.
      return { level: Math.min(1, Math.sqrt(loudness) * 1.4), peak, loudness };
    },
    close: () => void sound.close(),
  };
}
