import type { Me, SettingsSession } from '../../../api/settings/contract';
import { ChangeKeys } from '../../parts/change-keys';
import { Clock } from './clock';
import { type Answer, type Fault, readAnswer } from './fault';
import { putFile, type Uploading } from './upload';
import type { TicketAnswer, Widget } from './widget';

export type Begun =
  | { readonly kind: 'open'; readonly session: SettingsSession }
  | { readonly kind: 'outside' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'unreachable' };

/** What everything on the page depends on. */
export interface Standing {
  readonly me: Me | null;
  /** Over, and not renewed: everything waits until a person asks for a new one. */
  readonly ended: Exclude<Begun, { readonly kind: 'open' }> | null;
}

export type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Checking credentials asks the messenger. */
const PATIENCE_MS = 30_000;

/**
 * Speaks to the api. The session lives here and nowhere else; when it is over, a new one is asked for once, and the request
 * that met its end is repeated with it, so that nobody loses what they typed.
 */
export class Client {
  readonly clock = new Clock();
  readonly #keys = new ChangeKeys();
  readonly #listeners = new Set<() => void>();
  #session: string | null = null;
  #standing: Standing = { me: null, ended: null };
  #beginning: Promise<Begun> | null = null;
  #ticket: string | null;

  constructor(
    readonly widget: Widget,
    ticket: string | null,
  ) {
    this.#ticket = ticket;
  }

  get standing(): Standing {
    return this.#standing;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Opens a session or a new one; whoever asks meanwhile gets the same. */
  begin(): Promise<Begun> {
    this.#beginning ??= this.#open().then((begun) => {
      this.#beginning = null;
      this.#session = begun.kind === 'open' ? begun.session.session : null;
      this.#stand(begun.kind === 'open' ? { me: begun.session.me, ended: null } : { ...this.#standing, ended: begun });
      return begun;
    });
    return this.#beginning;
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.#authorised(() => this.#send<T>('GET', path, {}, undefined));
  }

  async change<T>(method: Method, path: string, body?: unknown): Promise<Answer<T>> {
    const change = `${method} ${path} ${JSON.stringify(body ?? null)}`;
    const key = this.#keys.of(change);
    const answer = await this.#authorised(() => this.#send<T>(method, path, { 'idempotency-key': key }, body));
    if (answer.ok || answer.fault.kind === 'refused') this.#keys.answered(change);
    return answer;
  }

  /** A file, as bytes. Each is a request of its own: what broke off is sent anew. */
  upload<T>(path: string, file: Blob, uploading: Uploading): Promise<Answer<T>> {
    const key = crypto.randomUUID();
    return this.#authorised(() =>
      putFile<T>(
        new URL(`api/${path}`, document.baseURI),
        file,
        {
          accept: 'application/json',
          'idempotency-key': key,
          ...(this.#session === null ? {} : { authorization: `Bearer ${this.#session}` }),
        },
        uploading,
      ),
    );
  }

  async #authorised<T>(send: () => Promise<Answer<T>>): Promise<Answer<T>> {
    if (this.#session === null && (await this.begin()).kind !== 'open') return refused({ kind: 'ended' });
    const used = this.#session;
    const first = await send();
    if (!sessionIsOver(first)) return first;
    // Another request may have met the end before this one, and have a new session by now.
    if (this.#session === used && (await this.begin()).kind !== 'open') return refused({ kind: 'ended' });
    const second = await send();
    return sessionIsOver(second) ? refused({ kind: 'ended' }) : second;
  }

  async #open(): Promise<Begun> {
    const given = this.#ticket;
    this.#ticket = null;
    if (given !== null) {
      const begun = await this.#exchange(given);
      // Nobody knows whether it was taken: it is tried once more, then the widget is asked.
      if (begun.kind === 'unreachable') this.#ticket = given;
      if (begun.kind !== 'refused' || !this.widget.embedded) return begun;
    }
    const answer: TicketAnswer = await this.widget.ask();
    switch (answer.kind) {
      case 'ticket':
        return this.#exchange(answer.ticket);
      case 'nobody':
        return { kind: 'outside' };
      case 'refused':
      case 'silent':
        return answer;
    }
  }

  async #exchange(ticket: string): Promise<Begun> {
    const answer = await this.#send<SettingsSession>('POST', 'session', {}, { ticket });
    if (answer.ok) return { kind: 'open', session: answer.value };
    const { fault } = answer;
    return fault.kind === 'refused' ? { kind: 'refused', text: fault.problem.detail } : { kind: 'unreachable' };
  }

  async #send<T>(
    method: Method | 'GET',
    path: string,
    headers: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<Answer<T>> {
    try {
      const response = await fetch(new URL(`api/${path}`, document.baseURI), {
        method,
        cache: 'no-store',
        credentials: 'omit',
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: {
          accept: 'application/json',
          ...(this.#session === null || path === 'session' ? {} : { authorization: `Bearer ${this.#session}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      this.clock.adjust(response.headers.get('date'));
      return await readAnswer<T>(response);
    } catch {
      // No answer, half of one, or none in time.
      return refused({ kind: 'unreachable', retryAfterMs: null });
    }
  }

  #stand(standing: Standing): void {
    this.#standing = standing;
    for (const listener of this.#listeners) listener();
  }
}

function sessionIsOver(answer: Answer<unknown>): boolean {
  return !answer.ok && answer.fault.kind === 'refused' && answer.fault.problem.status === 401;
}

function refused(fault: Fault): Answer<never> {
  return { ok: false, fault };
}
