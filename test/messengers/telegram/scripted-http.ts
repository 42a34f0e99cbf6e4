import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
} from '../../../src/http/client';
import type { DriverContext, OutboundFile, OutboundMedia } from '../../../src/messengers/contract';
import { DeliveryError } from '../../../src/messengers/delivery-error';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { NOW } from './updates';

export const TOKEN = '123456789:AAHsecret_secret';

/** One call of the Bot API as the far side reads it. */
export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly timeoutMs: number;
  /** JSON as it is; a form's texts, with JSON in them read. */
  readonly parameters: Record<string, unknown>;
  /** Files of a form, by their field. */
  readonly files: Record<string, { name: string; type: string; bytes: string }>;
}

type Reply = { readonly status: number; readonly body: unknown } | NoAnswer;

export const ok = (result: unknown): Reply => ({ status: 200, body: { ok: true, result } });
export const refusal = (status: number, description: string, parameters: object = {}): Reply => ({
  status,
  body: { ok: false, error_code: status, description, parameters },
});
export const SENT = { message_id: 43, date: 1790000005, chat: { id: 777000123, type: 'private' } };

/** An HTTP client that answers from a script; without one, every send succeeds. */
export class ScriptedHttp implements HttpClient {
  readonly calls: SeenCall[] = [];
  readonly downloads: DownloadRequest[] = [];
  readonly #script: Reply[];
  download: (request: DownloadRequest) => Promise<HttpDownload> = () =>
    Promise.reject(new Error('no download expected'));

  constructor(...script: Reply[]) {
    this.#script = script;
  }

  get only(): SeenCall {
    const [call] = this.calls;
    if (call === undefined || this.calls.length > 1) throw new Error(`${String(this.calls.length)} calls`);
    return call;
  }

  async request(request: HttpRequest): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
    this.calls.push(await read(request));
    const reply = this.#script.shift() ?? ok(SENT);
    if (reply instanceof NoAnswer) throw reply;
    return { status: reply.status, headers: {}, body: Buffer.from(JSON.stringify(reply.body)) };
  }
}

export function contextOf(http: HttpClient): DriverContext<TelegramCredentials> {
  return {
    http,
    clock: { now: () => NOW },
    credentials: { token: TOKEN, apiBaseUrl: 'https://api.telegram.org' },
  };
}

/** Reads a form with the platform's own parser, which has nothing in common with what wrote it. */
export function readForm(bytes: Buffer, contentType: string): Promise<FormData> {
  const response = new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } });
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- discouraged for the forms of strangers only
  return response.formData();
}

async function read({ url, headers, body, timeoutMs }: HttpRequest): Promise<SeenCall> {
  const call = { method: url.split('/').at(-1) ?? '', url, timeoutMs };
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    return { ...call, parameters: JSON.parse(String(body)) as Record<string, unknown>, files: {} };
  }
  const chunks: Buffer[] = [];
  for await (const chunk of body.stream()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes).toHaveLength(body.length);
  const form = await readForm(bytes, headers?.['Content-Type'] ?? '');
  const parameters: Record<string, unknown> = {};
  const files: SeenCall['files'] = {};
  for (const [name, value] of form.entries()) {
    if (typeof value === 'string') parameters[name] = jsonOr(value);
    else files[name] = { name: value.name, type: value.type, bytes: await value.text() };
  }
  return { ...call, parameters, files };
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A file of ours with the bytes "bytes"; its size may be told otherwise for what is decided by the size alone. */
export function fileOf(mimeType: string, more: Partial<OutboundFile> = {}): OutboundFile {
  return {
    name: 'a.bin',
    mimeType,
    size: 5,
    async *open() {
      yield await Promise.resolve(Buffer.from('by'));
      yield Buffer.from('tes');
    },
    link: () => 'https://courier.example/media/a.bin',
    ...more,
  };
}

/** As many zero bytes as told. */
export function largeFileOf(mimeType: string, size: number): OutboundFile {
  return fileOf(mimeType, {
    size,
    async *open() {
      yield await Promise.resolve(Buffer.alloc(size));
    },
  });
}

export function partOf(content: OutboundMedia | { type: 'text'; text: string; buttons?: OutboundMedia['buttons'] }) {
  return { key: 'k', chat: '777000123', content: content as OutboundMedia };
}

export async function errorOf(promise: Promise<unknown>): Promise<DeliveryError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof DeliveryError)) throw new Error(`expected a DeliveryError, got ${String(error)}`);
  return error;
}
