import { CourseScreen } from '../../../screens/course/course-screen.tsx';

export default CourseScreen;
