import { StudyScreen } from '../screens/study/study-screen.tsx';

export default StudyScreen;
