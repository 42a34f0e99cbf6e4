import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { isRecord, type Raw } from '../../http/json';

/** What is between tags stays text: ids have more digits than a JavaScript number (wechat.md §0). */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  processEntities: { enabled: true, maxEntityCount: 1, maxExpansionDepth: 1, maxExpandedLength: 10_000 },
});

/**
 * Reads what stands in `<xml>`: each tag by its name, its text as a string.
 *
 * @returns undefined for what is no such thing
 */
export function readXml(bytes: Buffer): Raw | undefined {
  const text = bytes.toString('utf8');
  if (XMLValidator.validate(text) !== true) return undefined;
  const root = parsed(text);
  return isRecord(root) && isRecord(root.xml) ? root.xml : undefined;
}

function parsed(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    // The parser's own limits: depth, entities, reserved names.
    return undefined;
  }
}
