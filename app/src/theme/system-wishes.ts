import { useEffect, useMemo, useState } from 'react';
import { AccessibilityInfo, Platform, useColorScheme } from 'react-native';
import type { SystemWishes, Theme } from './theme.ts';

export function useSystemWishes(): SystemWishes {
  const scheme = useColorScheme() === 'dark' ? 'dark' : 'light';
  const reducedMotion = useAsked(AccessibilityInfo.isReduceMotionEnabled, 'reduceMotionChanged');
  const high = useAsked(
    isHighContrast,
    Platform.OS === 'ios' ? 'darkerSystemColorsChanged' : 'highTextContrastChanged',
  );
  return useMemo(
    () => ({ scheme, contrast: high ? 'high' : 'standard', reducedMotion }),
    [scheme, high, reducedMotion],
  );
}

/** On a phone the status bar follows by itself. */
export function showScheme(_theme: Theme): void {}

const isHighContrast = () =>
  Platform.OS === 'ios'
    ? AccessibilityInfo.isDarkerSystemColorsEnabled()
    : AccessibilityInfo.isHighTextContrastEnabled();

function useAsked(
  ask: () => Promise<boolean>,
  event: 'reduceMotionChanged' | 'darkerSystemColorsChanged' | 'highTextContrastChanged',
): boolean {
  const [answer, setAnswer] = useState(false);
  useEffect(() => {
    void ask().then(setAnswer);
    const subscription = AccessibilityInfo.addEventListener(event, setAnswer);
    return () => subscription.remove();
  }, [ask, event]);
  return answer;
}
