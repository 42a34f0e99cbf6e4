import { randomBytes } from 'node:crypto';
import type { StreamedBody } from '../http/client';
import type { OutboundFile } from './contract';

/** A form with files (RFC 7578), sent as it is read; its length is known beforehand. */
export interface Form {
  readonly contentType: string;
  readonly body: StreamedBody;
  /**
   * Whether its last byte was handed over. Before that no server can have read the form as a whole, so none can have
   * acted on it.
   */
  isComplete(): boolean;
}

export interface FilePart {
  readonly name: string;
  readonly file: Pick<OutboundFile, 'name' | 'mimeType' | 'size' | 'open'>;
}

/** @param fields in form of text; what is no text goes as JSON (telegram.md §1) */
export function formOf(fields: Readonly<Record<string, unknown>>, files: readonly FilePart[]): Form {
  const boundary = `courier-${randomBytes(16).toString('hex')}`;
  const heads = files.map((part) => Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n\r\n`));
  const begin = Buffer.from(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${textOf(value)}\r\n`,
      )
      .join(''),
  );
  const end = Buffer.from(`--${boundary}--\r\n`);
  const newline = Buffer.from('\r\n');
  let complete = false;

  async function* stream(): AsyncGenerator<Buffer> {
    complete = false;
    if (begin.length > 0) yield begin;
    for (const [index, { file }] of files.entries()) {
      yield heads[index] ?? newline;
      yield* file.open();
      yield newline;
    }
    complete = true;
    yield end;
  }

  const length = files.reduce(
    (sum, { file }, index) => sum + (heads[index]?.length ?? 0) + file.size + newline.length,
    begin.length + end.length,
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: { stream, length },
    isComplete: () => complete,
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function headOf({ name, file }: FilePart): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(file.mimeType)?.[0] ?? 'application/octet-stream';
  return `Content-Disposition: form-data; name="${name}"; filename="${quotable(file.name)}"\r\nContent-Type: ${type}`;
}

/** Nothing that would end the quoted name; everything else goes as UTF-8, as browsers send it. */
function quotable(name: string): string {
  return name.replace(/[\p{Cc}"\\]/gu, '_');
}
