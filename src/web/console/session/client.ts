import type { Candidate, CommandDone } from '../../../api/admin/contract';
import { ChangeKeys } from '../../parts/change-keys';

/** `application/problem+json`, as the api says it. */
export interface Problem {
  readonly status: number;
  /** A word for programs. */
  readonly type: string;
  /** A sentence for people. */
  readonly detail: string;
  /** Where an id fits several messages. */
  readonly candidates: readonly Candidate[];
}

export type Fault =
  | { readonly kind: 'refused'; readonly problem: Problem }
  /** No answer, or none of the api's own. What was asked may have been done. */
  | { readonly kind: 'unreachable' }
  /** The key opens nothing: it is wrong, or was revoked. */
  | { readonly kind: 'unauthorized' };

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

/** A command waits for a request that is on the wire. */
const PATIENCE_MS = 30_000;

/** Speaks to the admin API with one key. Addresses are given below `/admin/v1/`. */
export class Client {
  readonly #keys = new ChangeKeys();
  readonly #listeners = new Set<(text: string | null) => void>();

  constructor(
    readonly key: string,
    /** The api does not take the key any more. */
    private readonly refused: () => void = () => undefined,
  ) {}

  get<T>(path: string): Promise<Answer<T>> {
    return this.#ask(path, {}, (response) => response.json() as Promise<T>);
  }

  picture(path: string): Promise<Answer<Blob>> {
    return this.#ask(path, { accept: 'image/svg+xml' }, (response) => response.blob());
  }

  /** Told of every command that was done: in the api's words, null where it has none. What was read before it is old. */
  readonly onDone = (listener: (text: string | null) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asked for again after its answer was lost, a command is done once. */
  async post(path: string, body: unknown): Promise<Answer<Partial<CommandDone>>> {
    const change = `${path} ${JSON.stringify(body)}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': this.#keys.of(change) };
    const answer = await this.#ask(
      path,
      headers,
      (response) => response.json() as Promise<Partial<CommandDone>>,
      JSON.stringify(body),
    );
    if (answer.ok) for (const listener of this.#listeners) listener(answer.value.text ?? null);
    if (answer.ok || answer.fault.kind === 'refused') this.#keys.answered(change);
    return answer;
  }

  async #ask<T>(
    path: string,
    headers: Readonly<Record<string, string>>,
    read: (response: Response) => Promise<T>,
    body?: string,
  ): Promise<Answer<T>> {
    try {
      const response = await fetch(new URL(`../admin/v1/${path}`, document.baseURI), {
        method: body === undefined ? 'GET' : 'POST',
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          accept: 'application/json',
          // What became of messages is told in the reader's language.
          'accept-language': document.documentElement.lang,
          ...headers,
          authorization: `Bearer ${this.key}`,
        },
        ...(body === undefined ? {} : { body }),
      });
      if (response.ok) return { ok: true, value: await read(response) };
      if (response.status === 401) {
        this.refused();
        return no({ kind: 'unauthorized' });
      }
      const isOurs = (response.headers.get('content-type') ?? '').includes('json');
      // 503 and 504 of a proxy are pages; those of the api say something.
      if (!isOurs) return no({ kind: 'unreachable' });
      return no({ kind: 'refused', problem: problemOf(response.status, await response.json()) });
    } catch {
      // No answer, half of one, or none in time.
      return no({ kind: 'unreachable' });
    }
  }
}

function no(fault: Fault): Answer<never> {
  return { ok: false, fault };
}

function problemOf(status: number, body: unknown): Problem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  return { status, type: said.type ?? '', detail: said.detail ?? '', candidates: said.candidates ?? [] };
}
