import { LecturesScreen } from '../../screens/lectures-screen.tsx';

export default LecturesScreen;
