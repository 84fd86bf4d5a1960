import { useMemo, useSyncExternalStore } from 'react';
import type { SystemWishes, Theme } from './theme.ts';

const DARK = '(prefers-color-scheme: dark)';
const CONTRAST = '(prefers-contrast: more)';
const MOTION = '(prefers-reduced-motion: reduce)';

export function useSystemWishes(): SystemWishes {
  const dark = useMedia(DARK);
  const high = useMedia(CONTRAST);
  const reducedMotion = useMedia(MOTION);
  return useMemo(
    () => ({ scheme: dark ? 'dark' : 'light', contrast: high ? 'high' : 'standard', reducedMotion }),
    [dark, high, reducedMotion],
  );
}

/** Tells the style sheet of the page, which draws what lies around the app and the ring of the focus. */
export function showScheme({ scheme, colors, moves }: Theme): void {
  const { style, dataset } = document.documentElement;
  style.colorScheme = scheme;
  style.setProperty('--background', colors.background);
  style.setProperty('--focus', colors.focus);
  dataset.moves = String(moves);
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
