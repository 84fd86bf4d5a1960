import { laterScreen } from '../../../components/later-screen.tsx';

export default laterScreen('Record', () =>
  import('../../../screens/adding-screens.ts').then((file) => file.addingScreens.record),
);
