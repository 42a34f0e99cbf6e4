import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import {
  NoAnswer,
  type DownloadRequest,
  type HttpClient,
  type HttpDownload,
  type HttpRequest,
  type HttpResponse,
} from '../../../src/http/client';
import type { ConnectedContext } from '../../../src/messengers/contract';
import type { AppleCredentials } from '../../../src/messengers/apple/credentials';
import { credentials, NOW, WEBHOOK } from './webhooks';

export interface AppleCall {
  readonly method: string;
  readonly path: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent. */
  readonly bytes: Buffer;
  readonly signal: AbortSignal | undefined;
}

interface Reply {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}
type Answer = Reply | NoAnswer;

const FILES = 'https://p01-content.icloud.example/';

/** An Apple that keeps files, takes every message, and answers otherwise where it is told to: in turn, the last for ever. */
export class ScriptedApple implements HttpClient {
  readonly calls: AppleCall[] = [];
  /** Encrypted bytes by their address at Apple. */
  readonly stored = new Map<string, Buffer>();
  /** So many addresses for a download have ended before they are used. */
  expired = 0;
  /** What `decodePayload` makes of bytes. */
  decoded: unknown = {};
  readonly downloads: DownloadRequest[] = [];
  readonly #answers: Map<string, Answer[]>;

  constructor(answers: Readonly<Record<string, Answer | Answer[]>> = {}) {
    this.#answers = new Map(Object.entries(answers).map(([path, answer]) => [path, [answer].flat()]));
  }

  to(path: string): AppleCall[] {
    return this.calls.filter((call) => call.path === path);
  }

  /** The one message that was sent. */
  get sent(): Record<string, unknown> & { readonly headers: AppleCall['headers'] } {
    const [call, ...more] = this.to('message');
    if (call === undefined || more.length > 0) throw new Error(`${String(1 + more.length)} messages`);
    const { headers, bytes } = call;
    const json = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    return { ...(JSON.parse(json.toString()) as object), headers };
  }

  /** Puts bytes there that were encrypted already. @returns its checksum, as Apple makes it */
  keep(url: string, encrypted: Buffer): Buffer {
    this.stored.set(url, encrypted);
    return Buffer.concat([Buffer.from([0x81]), createHash('sha1').update(encrypted).digest()]);
  }

  async request(request: HttpRequest): Promise<HttpResponse> {
    const call = await seen(request);
    this.calls.push(call);
    const answers = this.#answers.get(call.path) ?? [];
    const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? this.#usual(call);
    if (answer instanceof NoAnswer) throw answer;
    return { status: answer.status, headers: answer.headers ?? {}, body: Buffer.from(answer.body ?? '') };
  }

  download(request: DownloadRequest): Promise<HttpDownload> {
    this.downloads.push(request);
    const bytes = this.stored.get(request.url.slice(FILES.length).split('?')[0] ?? '');
    if (bytes === undefined || this.expired > 0) {
      this.expired -= 1;
      return Promise.resolve({ ok: false, status: 404, headers: {}, body: Buffer.alloc(0) });
    }
    const { length } = bytes;
    const body = inPieces(bytes);
    return Promise.resolve({ ok: true, status: 200, headers: {}, length, body, abandon: () => undefined });
  }

  #usual({ path, headers, bytes }: AppleCall): Reply {
    const json = (status: number, body: unknown): Reply => ({ status, body: JSON.stringify(body) });
    switch (path) {
      case 'message':
        return { status: 200 };
      case 'preUpload': {
        const name = randomUUID();
        return json(200, { 'upload-url': `${FILES}${name}`, 'mmcs-url': name, 'mmcs-owner': 'M-owner' });
      }
      case 'preDownload':
        return json(200, { 'download-url': `${FILES}${headers.url ?? ''}?until=soon` });
      case 'decodePayload':
        return json(200, this.decoded);
      default: {
        const checksum = this.keep(path, bytes).toString('base64');
        return json(200, { singleFile: { fileChecksum: checksum, size: bytes.length, receipt: 'r' } });
      }
    }
  }
}

async function seen({ method, url, headers = {}, body, signal }: HttpRequest): Promise<AppleCall> {
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const call = { method, url, path: url.split('/').at(-1) ?? '', signal };
  return { ...call, headers: Object.fromEntries(names) as Record<string, string>, bytes: await bytesOf(body) };
}

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.subarray(at, at + 7));
}

async function bytesOf(body: HttpRequest['body']): Promise<Buffer> {
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) return Buffer.from(body ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of body.stream()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  expect(bytes).toHaveLength(body.length);
  return bytes;
}

/** @param capabilities of the customer's device; left out: nothing is known of it */
export function contextOf(http: HttpClient, capabilities?: string): ConnectedContext<AppleCredentials> {
  const reference = capabilities === undefined ? {} : { chatReference: referenceTo(capabilities) };
  return { http, clock: { now: () => NOW }, credentials, webhook: WEBHOOK, ...reference };
}

export function referenceTo(capabilities: string): string {
  return JSON.stringify({ capabilities: capabilities.split(','), closed: false });
}
