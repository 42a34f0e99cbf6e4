import type { DownloadRequest, HttpClient, HttpDownload, HttpRequest, HttpResponse } from '../../../src/http/client';
import { NoAnswer } from '../../../src/http/client';
import { readForm } from '../telegram/scripted-http';

/** One call of the Graph API as the far side reads it. */
export interface GraphCall {
  readonly method: string;
  /** After the version. */
  readonly path: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly bearer: string | undefined;
  readonly json?: unknown;
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, { name: string; type: string; bytes: string }>>;
}

export interface GraphReply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

export const graphOk = (body: unknown): GraphReply => ({ status: 200, body });
export const graphError = (code: number, more: object = {}, status = 400): GraphReply => ({
  status,
  body: { error: { message: `(#${String(code)}) Words of Meta`, type: 'OAuthException', code, ...more } },
});

type Answer = GraphReply | NoAnswer | ((call: GraphCall) => GraphReply | NoAnswer);

/** A Graph API that answers by method and path; several answers of one are given in turn, the last for ever. */
export class ScriptedGraph implements HttpClient {
  readonly calls: GraphCall[] = [];
  readonly downloads: DownloadRequest[] = [];
  readonly #answers = new Map<string, Answer[]>();
  downloaded: HttpDownload[] = [];

  constructor(answers: Readonly<Record<string, Answer | Answer[]>> = {}) {
    for (const [on, answer] of Object.entries(answers)) this.on(on, ...(Array.isArray(answer) ? answer : [answer]));
  }

  /** @param on `GET 1234/media` */
  on(on: string, ...answers: Answer[]): this {
    this.#answers.set(on, answers);
    return this;
  }

  made(on: string): GraphCall[] {
    return this.calls.filter(({ method, path }) => `${method} ${path}` === on);
  }

  only(on: string): GraphCall {
    const [call, ...more] = this.made(on);
    if (call === undefined || more.length > 0) throw new Error(`${String(this.made(on).length)} calls of ${on}`);
    return call;
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const call = await read(request);
    this.calls.push(call);
    const answers = this.#answers.get(`${call.method} ${call.path}`);
    const answer = answers !== undefined && answers.length > 1 ? answers.shift() : answers?.[0];
    if (answer === undefined) throw new Error(`no answer to ${call.method} ${call.path}`);
    const reply = typeof answer === 'function' ? answer(call) : answer;
    if (reply instanceof NoAnswer) throw reply;
    const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    return { status: reply.status, headers: reply.headers ?? {}, body: Buffer.from(body) };
  }

  download(request: DownloadRequest): Promise<HttpDownload> {
    this.downloads.push(request);
    const next = this.downloaded.shift();
    return next === undefined ? Promise.reject(new NoAnswer('maybe', 'the connection broke')) : Promise.resolve(next);
  }
}

async function read({ method, url, headers, body }: HttpRequest): Promise<GraphCall> {
  const { pathname, searchParams } = new URL(url);
  const [, version = '', ...path] = pathname.split('/').map(decodeURIComponent);
  const call = {
    method,
    version,
    path: path.join('/'),
    query: Object.fromEntries(searchParams),
    bearer: /^Bearer (.*)$/.exec(headers?.Authorization ?? '')?.[1],
    fields: {},
    files: {},
  };
  if (body === undefined) return call;
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    return { ...call, json: JSON.parse(body.toString()) as unknown };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of body.stream()) chunks.push(chunk);
  const form = await readForm(Buffer.concat(chunks), headers?.['Content-Type'] ?? '');
  const fields: Record<string, string> = {};
  const files: Record<string, { name: string; type: string; bytes: string }> = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') fields[name] = value;
    else files[name] = { name: value.name, type: value.type, bytes: await value.text() };
  }
  return { ...call, fields, files };
}
