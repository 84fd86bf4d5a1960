import { type IconProps, iconPaths } from './icon-paths.ts';

/** A drawing beside words that say the same; screen readers pass it over. */
export function Icon({ name, color, size = 20, filled = false }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? color : 'none'}
      stroke={color}
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="icon"
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
