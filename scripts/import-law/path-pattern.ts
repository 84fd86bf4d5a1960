const patterns = new Map<string, RegExp>();

/** Whether a path fits one of the patterns: `*` stands for anything without `/`, `**` for anything. */
export function matches(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => {
    const pattern = patterns.get(glob) ?? toPattern(glob);
    patterns.set(glob, pattern);
    return pattern.test(path);
  });
}

function toPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const source = escaped.replace(/\*\*\/|\*\*|\*/g, (stars) => {
    if (stars === '**/') return '(?:.*/)?';
    return stars === '**' ? '.*' : '[^/]*';
  });
  return new RegExp(`^${source}$`);
}
