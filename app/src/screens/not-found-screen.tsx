import { NotHere } from '../components/answer.tsx';
import { Screen } from '../components/screen.tsx';

export function NotFoundScreen() {
  return (
    <Screen title="Not found">
      <NotHere />
    </Screen>
  );
}
