/** A piece of what the preset makes of a real lecture. */
export function PresetSample(_given: { presetId: string }) {
  return null;
}
