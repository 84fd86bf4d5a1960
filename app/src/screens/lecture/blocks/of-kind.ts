import type { Block } from '@pegasus/core/block.ts';

export type BlockOf<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;
