/** A file whose comments begin with `#`, with its generated-mark in the first line. */
export function commented(source: string, lines: readonly string[]): string {
  return `# Generated from ${source} by \`npm run generate\`; do not edit.\n${lines.join('\n')}\n`;
}
