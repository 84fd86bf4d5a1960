/** Wakes one waiter. Rung while nobody waits, it wakes the next wait at once; rung often, it still wakes once. */
export interface Bell {
  ring(): void;
  /**
   * Until it is rung, or `longest` milliseconds, or the signal aborts. Then takes a breath, so that a burst
   * of rings is one.
   */
  wait(longest: number, breath: number): Promise<void>;
}

export function createBell(signal: AbortSignal): Bell {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      wake?.();
    },
    wait: async (longest, breath) => {
      if (!rung) {
        await pause(longest, signal, (resume) => {
          wake = resume;
        });
      }
      wake = undefined;
      await pause(breath, signal);
      rung = false;
    },
  };
}

/** Ends early, without an error, when the signal aborts or what `early` was given is called. */
function pause(
  milliseconds: number,
  signal: AbortSignal,
  early?: (resume: () => void) => void,
): Promise<void> {
  return new Promise((resolve) => {
    const resume = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', resume);
      resolve();
    };
    const timer = setTimeout(resume, milliseconds);
    signal.addEventListener('abort', resume);
    early?.(resume);
    if (signal.aborted) resume();
  });
}
