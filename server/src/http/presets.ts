import { artifactTypes } from '@pegasus/core/artifacts/registry.ts';
import { presets } from '@pegasus/core/presets/registry.ts';
import type { Handler } from './handler.ts';

export const listPresets: Handler<'listPresets'> = async () => ({
  items: presets.map(({ id, title, purpose, sections, artifacts }) => ({
    id,
    title,
    purpose,
    sections: sections.map((section) => section.title),
    artifacts: artifacts.map((name) => artifactTypes[name].title),
  })),
});
