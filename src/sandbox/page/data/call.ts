/** A request the sandbox did not take, with the words it gave for it. */
export class Refused extends Error {
  constructor(
    readonly status: number | null,
    detail: string,
  ) {
    super(detail);
    this.name = 'Refused';
  }
}

/** The one sentence of an error answer that a person can read, whatever shape the answer has. */
function words(body: string, status: number): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null) {
      for (const key of ['error', 'message', 'detail', 'description', 'title']) {
        const value: unknown = Reflect.get(parsed, key);
        if (typeof value === 'string' && value !== '') return value;
      }
    }
  } catch {
    // Not JSON: the status says it.
  }
  return `HTTP ${status}`;
}

function bodyOf(body: unknown): Pick<RequestInit, 'headers' | 'body'> {
  if (body === undefined) return {};
  // As plain bytes, whatever the file is: a JSON file is not a request in JSON.
  if (body instanceof Blob) return { headers: { 'content-type': 'application/octet-stream' }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** @param body a blob goes as it is, anything else as JSON. */
export async function call(method: string, path: string, body?: unknown): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`/control${path}`, { method, cache: 'no-store', ...bodyOf(body) });
  } catch {
    throw new Refused(null, '');
  }
  if (!answer.ok) throw new Refused(answer.status, words(await answer.text(), answer.status));
  return answer;
}

export async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  return (await (await call(method, path, body)).json()) as T;
}

/** One part of a path or a query. */
export const part = encodeURIComponent;
