export interface GeneratedFile {
  /** From the root of the project, with `/`. */
  path: string;
  /** With a first line, or for JSON a first key, that says that it is generated. */
  text: string;
}

/** One or more files that are written from a table of the code, always the same for the same code. */
export interface Document {
  readonly name: string;
  files(): Promise<GeneratedFile[]>;
}

const SOURCE = (source: string) => `Generated from ${source} by \`npm run generate\`; do not edit.`;

/** A Markdown page with its generated-mark in the first line. */
export function markdownPage(source: string, title: string, ...parts: string[]): string {
  return [`<!-- ${SOURCE(source)} -->`, `# ${title}`, ...parts].join('\n\n').concat('\n');
}

/** A Markdown table; cells are plain Markdown and may hold `|` and line ends. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** JSON with its generated-mark as the first key: `$comment` in a JSON Schema, else `x-generated`. */
export function jsonText(key: '$comment' | 'x-generated', source: string, value: object): string {
  return `${JSON.stringify({ [key]: SOURCE(source), ...value }, undefined, 2)}\n`;
}

/** A comment line in SQL. */
export function sqlText(source: string, statements: string): string {
  return `-- ${SOURCE(source)}\n${statements}`;
}

/** A comment line in YAML. */
export function yamlText(source: string, content: string): string {
  return `# ${SOURCE(source)}\n${content}`;
}

function escapeCell(cell: string): string {
  return cell.replaceAll('|', '\\|').replace(/\s*\n\s*/g, '<br>');
}
