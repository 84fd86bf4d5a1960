import { useEffect, useRef } from 'react';

/**
 * Keys of a page, by what they write. They rest while a field is typed in, and a key that a focused control
 * takes itself (space and Enter on a button) stays with it.
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const { target } = event;
      if (!(target instanceof HTMLElement) || target.closest('input, textarea, select, [contenteditable]'))
        return;
      if ((event.key === ' ' || event.key === 'Enter') && target.closest('button, a, [role="button"]'))
        return;
      // The arrows go from one tab to the next there.
      if (event.key.startsWith('Arrow') && target.closest('[role="tab"]')) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
