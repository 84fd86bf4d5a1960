import { Path, Svg } from './drawing';
import { type IconName, iconPaths } from './icon-paths.ts';

interface IconProps {
  name: IconName;
  color: string;
  size?: number;
  filled?: boolean;
}

/** A drawing beside words that say the same; screen readers pass it over. */
export function Icon({ name, color, size = 20, filled = false }: IconProps) {
  return (
    <Svg width={size} height={size} viewBox="0 0 24 24" aria-hidden {...{ className: 'icon' }}>
      <Path
        d={iconPaths[name]}
        fill={filled ? color : 'none'}
        stroke={color}
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </Svg>
  );
}
