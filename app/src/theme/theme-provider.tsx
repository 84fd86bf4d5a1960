import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { read, write } from '../platform/device-store';
import { type Preferences, parsePreferences, STANDARD } from './preferences.ts';
import { showScheme, useSystemWishes } from './system-wishes';
import { createTheme, type Theme } from './theme.ts';

const KEY = 'pegasus.appearance';

interface Appearance {
  theme: Theme;
  preferences: Preferences;
  choose(change: Partial<Preferences>): void;
}

const Context = createContext<Appearance | undefined>(undefined);

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [preferences, setPreferences] = useState<Preferences>(readAtOnce);
  const system = useSystemWishes();
  useEffect(() => {
    const kept = read(KEY);
    if (kept instanceof Promise) void kept.then((text) => setPreferences(parsePreferences(text)));
  }, []);
  const theme = useMemo(() => createTheme(preferences, system), [preferences, system]);
  useEffect(() => showScheme(theme), [theme]);
  const value = useMemo(() => {
    const choose = (change: Partial<Preferences>) => {
      const chosen = { ...preferences, ...change };
      setPreferences(chosen);
      write(KEY, JSON.stringify(chosen));
    };
    return { theme, preferences, choose };
  }, [theme, preferences]);
  return <Context value={value}>{children}</Context>;
}

/** A browser knows at once, so that nothing flashes; a phone has to be asked. */
function readAtOnce(): Preferences {
  const kept = read(KEY);
  return kept instanceof Promise ? STANDARD : parsePreferences(kept);
}

export function useAppearance(): Appearance {
  const appearance = useContext(Context);
  if (!appearance) throw new Error('There is no ThemeProvider above.');
  return appearance;
}

export function useTheme(): Theme {
  return useAppearance().theme;
}
