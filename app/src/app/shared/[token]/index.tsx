import { laterScreen } from '../../../components/later-screen.tsx';

export default laterScreen('Shared with you', () =>
  import('../../../screens/material-screens.ts').then((file) => file.materialScreens.shared),
);
