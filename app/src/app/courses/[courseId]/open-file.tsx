import { laterScreen } from '../../../components/later-screen.tsx';

export default laterScreen('Open a lecture file', () =>
  import('../../../screens/adding-screens.ts').then((file) => file.addingScreens.openFile),
);
