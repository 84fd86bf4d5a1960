const MOST_BYTES = 120;
/** In UTF-16 units. What is behind cannot matter, and a hostile megabyte costs nothing. */
const LONGEST_TITLE = 4096;
const FALLBACK = 'lecture';

/** Names that Windows keeps for devices, whatever follows their first dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)/i;

/** The name of an export of a lecture, safe as `exportFolderName` says. `extension` comes without its dot. */
export function exportFileName(lectureTitle: string, extension: string): string {
  const ending = `.${extension}`;
  return safeName(lectureTitle, MOST_BYTES - Buffer.byteLength(ending)) + ending;
}

/**
 * A name made of any lecture title that is safe on Windows, macOS, Linux and as an Obsidian note: no
 * folders, no characters that one of them forbids or that cannot be seen, no name of a device, nothing that
 * a shell takes for an option or a file manager hides. At most 120 bytes of UTF-8, never empty.
 */
export function exportFolderName(lectureTitle: string): string {
  return safeName(lectureTitle, MOST_BYTES);
}

function safeName(title: string, bytes: number): string {
  const visible = title
    .slice(0, LONGEST_TITLE)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cn}\p{Co}\ufffd]/gu, '')
    .replace(/[/\\:*?"<>|#^[\]%`$;&!~]+/g, ' ');
  const stem = trimEdges(cut(trimEdges(visible), bytes)) || FALLBACK;
  return DEVICE.test(stem) ? `${FALLBACK} ${stem}` : stem;
}

function trimEdges(name: string): string {
  return name.replace(/\s+/g, ' ').replace(/^[\s.-]+|[\s.]+$/g, '');
}

/** As many whole characters, as a reader counts them, as fit into so many bytes. */
function cut(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let kept = '';
  let left = bytes;
  for (const { segment } of new Intl.Segmenter('und').segment(text)) {
    left -= Buffer.byteLength(segment);
    if (left < 0) break;
    kept += segment;
  }
  return kept;
}
