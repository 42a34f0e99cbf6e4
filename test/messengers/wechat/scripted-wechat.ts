import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/http/client';
import type { ConnectedContext } from '../../../src/messengers/contract';
import type { WeChatCredentials } from '../../../src/messengers/wechat/credentials';
import { readForm } from '../telegram/scripted-http';
import { NOW, plain, WEBHOOK } from './webhooks';

export interface WeChatCall {
  readonly verb: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The file of a form. */
  readonly file?: { readonly field: string; readonly name: string; readonly type: string; readonly bytes: string };
}

export interface WeChatReply {
  readonly http: number;
  readonly body: string;
  readonly headers?: Record<string, string>;
}

export const ok = (fields: object = { errcode: 0, errmsg: 'ok' }): WeChatReply => ({
  http: 200,
  body: JSON.stringify(fields),
});
/** HTTP says 200 for refusals too. */
export const refusal = (errcode: number, errmsg = 'words of WeChat'): WeChatReply => ok({ errcode, errmsg });
export const token = (access_token: string, expires_in = 7_200): WeChatReply => ok({ access_token, expires_in });

type Answer = WeChatReply | NoAnswer | ((call: WeChatCall) => WeChatReply);

export const SEND = 'cgi-bin/message/custom/send';
export const UPLOAD = 'cgi-bin/media/upload';
export const TOKEN_CALL = 'cgi-bin/stable_token';

const EVER: Readonly<Record<string, Answer>> = {
  [TOKEN_CALL]: token('t-1'),
  [SEND]: ok(),
  [UPLOAD]: ({ query: { type = '' } }) =>
    ok(type === 'thumb' ? { type, thumb_media_id: 'm-thumb' } : { type, media_id: `m-${type}`, created_at: 1 }),
  'cgi-bin/get_api_domain_ip': ok({ ip_list: [] }),
  'cgi-bin/message/custom/typing': ok(),
};

/** A WeChat that answers each call with what it is told, in turn, the last for ever. */
export class ScriptedWeChat implements HttpClient {
  /** Without those for tokens. */
  readonly calls: WeChatCall[] = [];
  readonly tokenCalls: WeChatCall[] = [];
  readonly downloads: DownloadRequest[] = [];
  readonly #answers: Map<string, Answer[]>;
  downloaded: (HttpDownload | NoAnswer)[] = [];

  constructor(answers: Readonly<Record<string, Answer | Answer[]>> = {}) {
    this.#answers = new Map(Object.entries({ ...EVER, ...answers }).map(([path, answer]) => [path, [answer].flat()]));
  }

  get only(): WeChatCall {
    const [call] = this.calls;
    if (call === undefined || this.calls.length > 1) throw new Error(`${String(this.calls.length)} calls`);
    return call;
  }

  /** What was sent to the customer. */
  get sent(): unknown[] {
    return this.calls.filter(({ path }) => path === SEND).map(({ body }) => body);
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const call = await read(request);
    (call.path === TOKEN_CALL ? this.tokenCalls : this.calls).push(call);
    const answers = this.#answers.get(call.path) ?? [];
    const next = answers.length > 1 ? answers.shift() : answers[0];
    const answer = typeof next === 'function' ? next(call) : next;
    if (answer === undefined) throw new Error(`no answer to ${call.path}`);
    if (answer instanceof NoAnswer) throw answer;
    return { status: answer.http, headers: answer.headers ?? {}, body: Buffer.from(answer.body) };
  }

  download(request: DownloadRequest): Promise<HttpDownload> {
    this.downloads.push(request);
    const next = this.downloaded.shift() ?? new NoAnswer('maybe', 'the connection broke');
    return next instanceof NoAnswer ? Promise.reject(next) : Promise.resolve(next);
  }
}

async function read({ method: verb, url, headers, body }: HttpRequest): Promise<WeChatCall> {
  const { pathname, searchParams } = new URL(url);
  const call = { verb, path: pathname.slice(1), query: Object.fromEntries(searchParams) };
  if (body === undefined) return { ...call, body: undefined };
  if (typeof body === 'string') {
    expect(headers?.['Content-Type']).toBe('application/json; charset=utf-8');
    return { ...call, body: JSON.parse(body) };
  }
  if (Buffer.isBuffer(body)) throw new Error('no bytes expected');
  const chunks: Buffer[] = [];
  for await (const chunk of body.stream()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes).toHaveLength(body.length);
  const [[field, value] = ['', '']] = [...(await readForm(bytes, headers?.['Content-Type'] ?? '')).entries()];
  if (typeof value === 'string') throw new Error('a file was expected');
  return { ...call, body: undefined, file: { field, name: value.name, type: value.type, bytes: await value.text() } };
}

export interface Surroundings {
  readonly credentials?: WeChatCredentials;
  readonly now?: () => number;
  readonly isConfirmed?: boolean;
}

export function contextOf(
  http: HttpClient,
  { credentials = plain, now = () => NOW, isConfirmed }: Surroundings = {},
): ConnectedContext<WeChatCredentials> {
  const webhook = isConfirmed === undefined ? WEBHOOK : { ...WEBHOOK, isConfirmed };
  return { http, clock: { now }, credentials, webhook };
}
