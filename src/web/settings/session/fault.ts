/** `application/problem+json`, as the api says it. */
export interface Problem {
  readonly status: number;
  /** A word for programs. */
  readonly type: string;
  /** A sentence for people. */
  readonly detail: string;
  /** The field of the form that it is about. */
  readonly field: string | null;
}

/** Why something was not done. */
export type Fault =
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** No answer, or none of the api's own. What was asked may have been done. */
  | { readonly kind: 'unreachable'; readonly retryAfterMs: number | null }
  /** The session is over and the widget has given no new one. */
  | { readonly kind: 'ended' };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** The api is away or asks for a pause; trying again later helps. */
const LATER = new Set([429, 502, 503, 504]);

export async function readAnswer<T>(response: Response): Promise<Answer<T>> {
  const json = /[/+]json\b/.test(response.headers.get('content-type') ?? '');
  if (response.ok) {
    const body = await response.text();
    if (body === '') return { ok: true, value: undefined as T };
    return json ? { ok: true, value: JSON.parse(body) as T } : unreachable(response);
  }
  // A proxy in between answers with a page of its own.
  if (LATER.has(response.status) || !json) return unreachable(response);
  return { ok: false, fault: { kind: 'refused', problem: readProblem(response.status, await response.json()) } };
}

function unreachable(response: Response): Answer<never> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return { ok: false, fault: { kind: 'unreachable', retryAfterMs: seconds > 0 ? seconds * 1_000 : null } };
}

function readProblem(status: number, body: unknown): Problem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string): string => (typeof said[name] === 'string' ? said[name] : '');
  return { status, type: text('type'), detail: text('detail'), field: text('field') || null };
}
