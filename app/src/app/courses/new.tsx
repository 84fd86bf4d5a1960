import { NewCourseScreen } from '../../screens/course/new-course-screen.tsx';

export default NewCourseScreen;
