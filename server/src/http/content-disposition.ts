/**
 * A Content-Disposition that saves a file under its own name (RFC 6266, RFC 8187). The name is a student's
 * text: nothing of it can end the header, name a folder, or turn round how its ending reads.
 */
export function attachment(fileName: string): string {
  const name = safeName(fileName);
  // Old readers take this one: plain ASCII, without what quoting or percent signs could change.
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${percentEncode(name)}`;
}

function safeName(fileName: string): string {
  const name = fileName
    .toWellFormed()
    .normalize('NFC')
    // Control and format characters: line breaks, zero bytes, and those that reverse the reading direction.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[/\\:*?<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return name || 'download';
}

/** `encodeURIComponent` leaves five characters that RFC 8187 does not allow bare. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/['()*!]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
}
