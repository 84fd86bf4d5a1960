import type { Course } from '@pegasus/core/course.ts';
import { useRouter } from 'expo-router';
import { OwnerTools } from '../../components/owner-tools.tsx';
import { useDeleteCourse, useRenameCourse } from '../../state/courses.ts';
import { count } from '../words.ts';

/** What can be done with a course as a whole. */
export function CourseActions({ course }: { course: Course }) {
  const router = useRouter();
  const lectures = course.lectures === 0 ? '' : ` with ${count(course.lectures, 'lecture')}`;
  return (
    <OwnerTools
      what="course"
      naming={{ label: 'Name of the course', name: course.name, rename: useRenameCourse(course) }}
      removal={{
        words: `«${course.name}»${lectures} and all that was made from it are deleted for good.`,
        remove: useDeleteCourse(course.id),
        onGone: () => router.replace('/'),
      }}
    />
  );
}
