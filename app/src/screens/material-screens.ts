import { LectureScreen } from './lecture/lecture-screen.tsx';
import { SharedScreen } from './share/shared-screen.tsx';
import { StudyScreen } from './study/study-screen.tsx';

/**
 * The screens that show and ask material. They are fetched together: what is part of two screens that are fetched
 * apart would be loaded with the first page.
 */
export const materialScreens = { lecture: LectureScreen, shared: SharedScreen, study: StudyScreen };
