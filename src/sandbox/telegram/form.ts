/** The fields of a multipart form; of a file only its name and size. Undefined when it is no such form. */
export function parseMultipart(contentType: string, bytes: Buffer): Record<string, unknown> | undefined {
  const match = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  // One character for each byte, so that bytes survive the splitting.
  const parts = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary}`);
  if (parts.length < 2 || !parts.at(-1)?.startsWith('--')) return undefined;
  const fields: Record<string, unknown> = {};
  for (const part of parts.slice(1, -1)) {
    const end = part.indexOf('\r\n\r\n');
    const disposition = /content-disposition:[^\r\n]*/i.exec(part.slice(0, end))?.[0] ?? '';
    const name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1];
    if (end < 0 || name === undefined) return undefined;
    const file = /[;\s]filename="([^"]*)"/i.exec(disposition)?.[1];
    const content = Buffer.from(part.slice(end + 4), 'latin1');
    fields[name] = file === undefined ? content.toString('utf8') : { file, size: content.length };
  }
  return fields;
}
