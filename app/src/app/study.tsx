import { laterScreen } from '../components/later-screen.tsx';

export default laterScreen('Study', () =>
  import('../screens/material-screens.ts').then((file) => file.materialScreens.study),
);
