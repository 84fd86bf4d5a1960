import { laterScreen } from '../../../components/later-screen.tsx';

export default laterScreen('Record or upload', () =>
  import('../../../screens/adding-screens.ts').then((file) => file.addingScreens.add),
);
