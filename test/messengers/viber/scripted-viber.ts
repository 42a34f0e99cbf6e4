import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/http/client';
import type { ConnectedContext } from '../../../src/messengers/contract';
import type { ViberCredentials } from '../../../src/messengers/viber/credentials';
import { credentials, NOW, WEBHOOK } from './events';

export interface ViberCall {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly body: Record<string, unknown>;
}

export interface ViberReply {
  readonly http: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

/** As Viber answers; HTTP says 200 for refusals too. @param fields JSON text, for numbers that JavaScript has not. */
export const ok = (fields = '"message_token":5741311803571721087'): ViberReply => ({
  http: 200,
  body: `{"status":0,"status_message":"ok",${fields}}`,
});
export const refusal = (status: number, words = 'words of Viber'): ViberReply => ({
  http: 200,
  body: JSON.stringify({ status, status_message: words }),
});

type Answer = ViberReply | NoAnswer;

/** A Viber that answers each method with what it is told, in turn, the last for ever; every send succeeds else. */
export class ScriptedViber implements HttpClient {
  readonly calls: ViberCall[] = [];
  readonly downloads: DownloadRequest[] = [];
  readonly #answers: Map<string, Answer[]>;
  downloaded: (HttpDownload | NoAnswer)[] = [];

  constructor(answers: Readonly<Record<string, Answer | Answer[]>> = {}) {
    this.#answers = new Map(
      Object.entries({ send_message: ok(), ...answers }).map(([method, answer]) => [method, [answer].flat()]),
    );
  }

  get only(): ViberCall {
    const [call] = this.calls;
    if (call === undefined || this.calls.length > 1) throw new Error(`${String(this.calls.length)} calls`);
    return call;
  }

  request({ method: verb, url, headers, body }: HttpRequest): Promise<HttpResponse> {
    expect(verb).toBe('POST');
    expect(headers?.['Content-Type']).toBe('application/json');
    const method = url.split('/').at(-1) ?? '';
    this.calls.push({
      method,
      url,
      token: headers?.['X-Viber-Auth-Token'],
      body: JSON.parse(body as string) as Record<string, unknown>,
    });
    const answers = this.#answers.get(method) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer === undefined) return Promise.reject(new Error(`no answer to ${method}`));
    if (answer instanceof NoAnswer) return Promise.reject(answer);
    return Promise.resolve({ status: answer.http, headers: answer.headers ?? {}, body: Buffer.from(answer.body) });
  }

  download(request: DownloadRequest): Promise<HttpDownload> {
    this.downloads.push(request);
    const next = this.downloaded.shift() ?? new NoAnswer('maybe', 'the connection broke');
    return next instanceof NoAnswer ? Promise.reject(next) : Promise.resolve(next);
  }
}

export function contextOf(http: HttpClient): ConnectedContext<ViberCredentials> {
  return { http, clock: { now: () => NOW }, credentials, webhook: WEBHOOK };
}
