import { EmptyState } from '../../components/empty-state.tsx';
import { Screen } from '../../components/screen.tsx';

/** What stands where a link led that shows nothing any more. */
export function Ended() {
  return (
    <Screen title="This link has ended">
      <EmptyState icon="clock" title="There is nothing to see here any more">
        A link works for as long as whoever made it wanted. Ask for a new one, or check that the address is
        whole.
      </EmptyState>
    </Screen>
  );
}
