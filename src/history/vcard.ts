import type { HistoryInput } from './reader';
import type { HistoryMessage } from './record';
import { HistoryRefused } from './refusal';

/** Bytes. A card with a portrait in it is larger, and comes as the file that it is. */
const CARD_MOST = 65_536;

/**
 * A contact that somebody sent, which WhatsApp exports as a file (RFC 6350, and the versions before it).
 * @returns what came, where it is no card of one person with a name and a number
 */
export async function contactOf(
  content: HistoryMessage['content'],
  input: HistoryInput,
): Promise<HistoryMessage['content']> {
  if (content.type !== 'file' || content.file.entry === undefined) return content;
  const { entry, size = CARD_MOST } = content.file;
  if (!/\.vcf$/i.test(entry) || size >= CARD_MOST) return content;
  const card = await textOf(entry, input);
  // A line that goes on begins with a space.
  const lines = card.replaceAll(/\r?\n[ \t]/g, '').split(/\r?\n/);
  const values = (field: RegExp): string[] => lines.flatMap((line) => field.exec(line)?.[1]?.trim() ?? []);
  const [name = ''] = values(/^(?:item\d+\.)?FN(?:;CHARSET=UTF-8)?:(.+)$/i).map(unescaped);
  const [phone] = values(/^(?:item\d+\.)?TEL[^:]*:(?:tel:)?(.+)$/i);
  if (phone === undefined || values(/^(BEGIN:VCARD)$/i).length !== 1) return content;
  return { type: 'contact', name, phone };
}

/** @returns nothing where the file is broken: whoever copies it will find that too, and it is no reason to end here. */
async function textOf(entry: string, input: HistoryInput): Promise<string> {
  try {
    return Buffer.concat(await (await input.open(entry)).toArray()).toString('utf8');
  } catch (error) {
    if (error instanceof HistoryRefused) return '';
    throw error;
  }
}

function unescaped(value: string): string {
  return value.replaceAll(/\\([,;\\])/g, '$1');
}
