import type { Request } from 'express';

/** What was entered, by the name of the field. */
export type FormValues = Readonly<Record<string, string>>;

/**
 * The fields of a form, sent in either way a browser knows. A file is taken as text under its own name; one that was not
 * chosen is left out. Line ends are made those of a file.
 */
export async function readForm(request: Request): Promise<FormValues> {
  const body: unknown = request.body;
  if (Buffer.isBuffer(body)) return readMultipart(body, request.get('content-type') ?? '');
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, plain(value)]] : [])),
  );
}

/** @throws an error with the status 400 when the body is not what its header says. */
async function readMultipart(body: Buffer, contentType: string): Promise<FormValues> {
  const values: Record<string, string> = {};
  let fields: FormData;
  try {
    // Advised against where bodies are large: it holds all of it. This one is whole already, and small.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    fields = await new Response(Uint8Array.from(body), { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw Object.assign(new Error('The form cannot be read', { cause: error }), { status: 400 });
  }
  for (const [name, value] of fields) {
    if (typeof value === 'string') values[name] = plain(value);
    else if (value.size > 0) values[name] = await value.text();
  }
  return values;
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n');
}
