import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A block of the guide that is run as it stands. */
export interface Block {
  /** The heading above it. */
  under: string;
  text: string;
}

/** The blocks of the guide that are marked `sh`, in order. Throws when there is none. */
export async function readGuide(root: string): Promise<Block[]> {
  const text = await readFile(join(root, 'docs/deploying.md'), 'utf8');
  const blocks: Block[] = [];
  let under = '';
  for (const [, heading, language, content] of text.matchAll(/^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (heading) under = heading;
    else if (language === 'sh' && content) blocks.push({ under, text: content });
  }
  if (blocks.length === 0) throw new Error('The guide has no block that could be run.');
  return blocks;
}
