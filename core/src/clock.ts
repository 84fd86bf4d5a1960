/** A moment or a length for reading: `4:05`, or `1:04:05` from an hour on. */
export function shortTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** For players of subtitles: `01:04:05.250`, with the given mark before the milliseconds. */
export function playerTime(milliseconds: number, mark: '.' | ','): string {
  const whole = Math.floor(milliseconds / 1000);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return `${pad(hours)}:${pad(minutes)}:${pad(rest)}${mark}${String(milliseconds % 1000).padStart(3, '0')}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
