import { Slot } from 'expo-router';
import '../platform/page-style';
import { CrashScreen } from '../screens/crash-screen.tsx';
import { Shell } from '../screens/shell.tsx';

/** What the router shows in place of a page that broke. */
export { CrashScreen as ErrorBoundary };

export default function Layout() {
  return (
    <Shell>
      <Slot />
    </Shell>
  );
}
