import type { Moment } from '@pegasus/core/upload/upload.ts';
import type { RecorderStatus } from './define.ts';
import type { HeldRecording, HeldRecordings } from './held-define.ts';
import { batteryLeft, freeBytes } from './held-recordings';

export const IDLE: RecorderStatus = { state: 'idle', seconds: 0, level: 0, markers: [], safeSeconds: 0 };
export const BITS_A_SECOND = 48_000;
/** Longest recording: then it ends as if it had been stopped, and nothing of it is lost. */
export const MOST_SECONDS = 6 * 3600 - 60;
/** How often the device is asked for what could end the recording. */
export const CARE_MS = 30_000;
const BYTES_AN_HOUR = (BITS_A_SECOND / 8) * 3600;
const FEW_HOURS = 3;
const LOW_BATTERY = 0.2;

/** What every recorder keeps: its status for whoever looks on, and what is written down of the recording. */
export function createRecordingDesk(held: HeldRecordings) {
  let status = IDLE;
  let noting = Promise.resolve();
  const listeners = new Set<() => void>();
  const desk = {
    status: () => status,
    subscribe: (changed: () => void) => {
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
      };
    },
    set: (part: Partial<RecorderStatus>) => {
      status = { ...status, ...part };
      for (const listener of listeners) listener();
    },
    clear: () => {
      status = IDLE;
    },
    without: (key: 'warning' | 'trouble' | 'lowBattery' | 'hoursLeft') => {
      const { [key]: _gone, ...rest } = status;
      status = rest;
    },
    remember: async (change: Partial<HeldRecording>) => {
      if (status.heldId) await held.change(status.heldId, change);
    },
    /** One behind the other: each adds to what was there. */
    note: (moment: Moment): Promise<void> => {
      const { heldId } = status;
      noting = noting
        .then(async () => {
          if (!heldId) return;
          const moments = (await held.find(heldId))?.moments ?? [];
          await held.change(heldId, { moments: [...moments, moment] });
        })
        // A full device takes no moment; the recording itself says that it is full.
        .catch(() => undefined);
      return noting;
    },
    mark: (at: number) => {
      desk.set({ markers: [...status.markers, at] });
      void desk.note({ kind: 'marker', at });
    },
    /** What of the device could end the recording before the lecture ends. */
    care: async () => {
      const [battery, free] = await Promise.all([batteryLeft(), freeBytes()]);
      desk.without('lowBattery');
      desk.without('hoursLeft');
      const hours = free === undefined ? undefined : free / BYTES_AN_HOUR;
      desk.set({
        ...(battery !== undefined && battery < LOW_BATTERY ? { lowBattery: battery } : {}),
        ...(hours !== undefined && hours < FEW_HOURS ? { hoursLeft: hours } : {}),
      });
    },
  };
  return desk;
}

export function fileNameOf(startedAt: string, ending: string): string {
  return `recording-${startedAt.slice(0, 16).replace(/[:T]/g, '-')}.${ending}`;
}
