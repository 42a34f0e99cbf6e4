import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { parseJson, type Answered } from './http';

export interface Part {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * Posts a multipart form as a browser writes it (RFC 7578). The files of these tests go up to the limits of the messengers:
 * they are written as they are, where `FormData` and `fetch` would copy each several times.
 */
export async function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  parts: Readonly<Record<string, Part>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const boundary = randomBytes(16).toString('hex');
  const piece = (disposition: string, bytes: Buffer, type?: string): Buffer[] => [
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`),
    Buffer.from(type === undefined ? '\r\n' : `Content-Type: ${type}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ];
  const pieces = [
    ...Object.entries(fields).flatMap(([field, text]) => piece(`name="${field}"`, Buffer.from(text))),
    ...Object.entries(parts).flatMap(([field, { name, type, bytes }]) =>
      piece(`name="${field}"; filename="${escaped(name)}"`, bytes, type),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  const posted = request(url, {
    method: 'POST',
    headers: {
      ...headers,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': pieces.reduce((sum, { length }) => sum + length, 0),
    },
  });
  for (const each of pieces) posted.write(each);
  posted.end();
  const [response] = (await once(posted, 'response')) as [IncomingMessage];
  const text = await textOf(response);
  return { status: response.statusCode ?? 0, text, json: parseJson(text), headers: headersOf(response) };
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
