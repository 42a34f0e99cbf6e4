import { waitFor } from '../../support/wait-for';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
  readonly headers: Headers;
}

export async function call(url: string, method: string, body?: unknown): Promise<Answered> {
  return answered(
    await fetch(url, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    }),
  );
}

export async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, text, json: parseJson(text), headers: response.headers };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text deep inside an answer: `pick(answer, 'new_message', 'msgid')`. */
export function pick({ json }: { json: unknown }, ...names: string[]): string {
  const found = names.reduce((value, name) => (value as Record<string, unknown> | undefined)?.[name], json);
  if (typeof found !== 'string') throw new Error(`no text at ${names.join('.')} of ${JSON.stringify(json)}`);
  return found;
}

/** Asks again until it holds; for things that end by themselves soon. */
export async function eventually<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  return waitFor(look, { timeoutMs: 30_000, everyMs: 5 });
}
