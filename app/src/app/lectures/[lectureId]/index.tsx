import { laterScreen } from '../../../components/later-screen.tsx';

export default laterScreen('Lecture', () =>
  import('../../../screens/material-screens.ts').then((file) => file.materialScreens.lecture),
);
