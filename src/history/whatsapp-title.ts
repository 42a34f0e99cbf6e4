/**
 * Whom a chat is with, by how the file is called: “WhatsApp Chat with Ann.txt”, “Chat de WhatsApp con Ann”, “Чат WhatsApp с Ann”.
 * On iPhones the text is always `_chat.txt`, and the archive has the name.
 */
export function titleOf(entry: string, archive: string): string {
  return [entry, archive].map(nameIn).find((name) => name !== '') ?? '';
}

/** What stands between WhatsApp's own name and the person's. */
const WITH =
  /whatsapp(?:[\s-]?\p{L}+)?\s+(?:with|con|com|mit|avec|met|с контактом|с|з|z|s uživatelem|s|ile|dengan|-|–)\s+(.+)$/iu;

function nameIn(path: string): string {
  const file = path.split('/').at(-1) ?? '';
  // Browsers number what is there twice, and some programs write spaces as a plus.
  const bare = file
    .replace(/(\.(txt|zip))+$/i, '')
    .replace(/\s*\(\d{1,3}\)$/, '')
    .normalize('NFC');
  return WITH.exec(bare)?.[1]?.trim() ?? '';
}

/** Names as they can be compared: file systems have no slash, colon or question mark, and marks of direction are not seen. */
export function comparable(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .replaceAll(/[/\\:*?"<>|_]/g, '_')
    .trim()
    .toLowerCase();
}
