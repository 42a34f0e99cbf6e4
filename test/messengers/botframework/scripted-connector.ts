import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/http/client';
import type { ConnectedContext, DriverContext } from '../../../src/messengers/contract';
import { BotCredentials } from '../../../src/messengers/botframework/credentials';
import { credentials, NOW, REFERENCE, WEBHOOK } from './activities';

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

type Answer = Reply | NoAnswer;

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  /** JSON, or the fields of a form. */
  readonly body: Record<string, unknown> | undefined;
}

export const fault = (status: number, code?: string, more: object = {}): Reply => ({
  status,
  body: code === undefined ? undefined : { error: { code, message: `words about ${code}`, ...more } },
});

export const OPEN_ID = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const JWKS = 'https://login.botframework.com/v1/.well-known/keys';

/**
 * Microsoft, as a script: each token is another one, and what is asked of the connector is answered in turn, the last for ever;
 * every send succeeds else.
 */
export class ScriptedMicrosoft implements HttpClient {
  readonly calls: Call[] = [];
  readonly downloads: DownloadRequest[] = [];
  downloaded: (HttpDownload | NoAnswer)[] = [];
  tokens: Answer[] = [];
  /** By address. */
  documents: Record<string, Answer> = { [OPEN_ID]: { status: 200, body: { jwks_uri: JWKS } } };
  readonly #answers: Answer[];
  #given = 0;

  constructor(...answers: Answer[]) {
    this.#answers = answers;
  }

  /** Without those for tokens. */
  get sent(): readonly Call[] {
    return this.calls.filter(({ url }) => !url.endsWith('/token'));
  }

  get only(): Call {
    const [call, ...more] = this.sent;
    if (call === undefined || more.length > 0) throw new Error(`${String(this.sent.length)} calls`);
    return call;
  }

  publish(keys: unknown): this {
    this.documents[JWKS] = { status: 200, body: { keys } };
    return this;
  }

  request({ method, url, headers, body }: HttpRequest): Promise<HttpResponse> {
    const isForm = headers?.['Content-Type'] === 'application/x-www-form-urlencoded';
    const read = (text: string): Record<string, unknown> =>
      isForm ? Object.fromEntries(new URLSearchParams(text)) : (JSON.parse(text) as Record<string, unknown>);
    this.calls.push({
      method,
      url,
      token: headers?.Authorization,
      body: typeof body === 'string' ? read(body) : undefined,
    });
    const answer = isForm ? this.#token() : (this.documents[url] ?? this.#next());
    if (answer instanceof NoAnswer) return Promise.reject(answer);
    const bytes = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
    return Promise.resolve({ status: answer.status, headers: answer.headers ?? {}, body: bytes });
  }

  download(request: DownloadRequest): Promise<HttpDownload> {
    this.downloads.push(request);
    const next = this.downloaded.shift() ?? new NoAnswer('maybe', 'the connection broke');
    return next instanceof NoAnswer ? Promise.reject(next) : Promise.resolve(next);
  }

  #token(): Answer {
    this.#given += 1;
    const token = { token_type: 'Bearer', expires_in: 3_599, access_token: `t-${this.#given}` };
    return this.tokens.shift() ?? { status: 200, body: token };
  }

  #next(): Answer {
    const answer = this.#answers.length > 1 ? this.#answers.shift() : this.#answers[0];
    return answer ?? { status: 201, body: { id: '1732178005000' } };
  }
}

let bots = 0;

/** A bot of its own each time: tokens are remembered by bot. */
export function bot(more: object = {}): BotCredentials {
  bots += 1;
  return BotCredentials.parse({ ...credentials, clientSecret: `secret-${bots}`, ...more });
}

export function contextOf(
  http: HttpClient,
  more: Partial<DriverContext<BotCredentials>> = {},
): ConnectedContext<BotCredentials> {
  return {
    http,
    clock: { now: () => NOW },
    credentials: bot(),
    webhook: WEBHOOK,
    chatReference: REFERENCE,
    ...more,
  };
}
