import { LectureScreen } from '../../../screens/lecture/lecture-screen.tsx';

export default LectureScreen;
