import { CourseReviewScreen } from '../../../screens/course/course-review-screen.tsx';

export default CourseReviewScreen;
