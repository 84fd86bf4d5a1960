import { AccessibilityInfo } from 'react-native';

let visited = false;

/** Moves the focus of a screen reader to the heading of a page that was just opened. */
export function focusHeading(heading: unknown): void {
  if (visited && heading) {
    // The type of a native view is not known to callers that also run in a browser.
    AccessibilityInfo.sendAccessibilityEvent(
      heading as Parameters<typeof AccessibilityInfo.sendAccessibilityEvent>[0],
      'focus',
    );
  }
  visited = true;
}
