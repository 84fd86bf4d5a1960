import { useLocalSearchParams } from 'expo-router';

/** A part of the address. Empty where it is missing, which then is not found. */
export function useRouteText(
  name:
    | 'courseId'
    | 'lectureId'
    | 'preset'
    | 'from'
    | 'course'
    | 'lecture'
    | 'which'
    | 'kind'
    | 'words'
    | 'at'
    | 'tab'
    | 'token',
): string {
  const value = useLocalSearchParams()[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
