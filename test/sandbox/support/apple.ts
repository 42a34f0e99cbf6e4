import { createCipheriv, createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { HandsetMessage, HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SandboxOptions } from '../../../src/sandbox/server';
import { Harness } from './harness';
import { answered, eventually, pick, type Answered } from './http';
import { upload } from './kommo-inbox';
import type { Received } from './receiver';

export const MSP = SANDBOX.apple.msp;
export const BUSINESS = SANDBOX.apple.business;
export const GRACE = SANDBOX.apple.customers[0];
export const MATEO = SANDBOX.apple.customers[1];
export const BID =
  'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.icloud.apps.messages.business.extension';

export type Headers = Record<string, string>;

/** A webhook as the provider reads it. */
export interface Told {
  readonly headers: Received['headers'];
  readonly body: Record<string, unknown> & {
    readonly id: string;
    readonly type: string;
    readonly attachments?: readonly Attachment[];
    readonly interactiveData?: unknown;
    readonly interactiveDataRef?: Stored & { readonly title: string; readonly bid: string };
  };
}

/** As it is told of, or sent. */
export interface Attachment {
  readonly name: string;
  readonly mimeType: string;
  readonly size: string;
  readonly signature?: string;
  readonly key: string;
  readonly url: string;
  readonly owner: string;
  readonly 'signature-base64': string;
}

/** What it takes to fetch something and to open it. */
export type Stored = Pick<Attachment, 'key' | 'url' | 'owner' | 'signature-base64'>;

/** The headers that ask for it. */
export function namesOf({ url, owner, 'signature-base64': signature }: Stored): Headers {
  return { url, owner, signature };
}

/** A sandbox with a stand-in for Courier, as its Apple side is met by a provider. */
export class AppleBox {
  private constructor(readonly box: Harness) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<AppleBox> {
    return new AppleBox(await Harness.start(options));
  }

  stop(): Promise<void> {
    return this.box.stop();
  }

  get hookUrl(): string {
    return `${this.box.courierUrl}/hooks/apple/1`;
  }

  /** @param headers on top of those that every call has; an empty one is left out */
  async call(
    method: string,
    path: string,
    { headers = {}, body }: { readonly headers?: Headers; readonly body?: Buffer } = {},
  ): Promise<Answered> {
    const all = { authorization: `Bearer ${bearer()}`, 'source-id': BUSINESS.id, ...headers };
    const given = Object.entries(all).filter(([, value]) => value !== '');
    const url = path.startsWith('http') ? path : `${this.box.sandbox.url}/apple/${path}`;
    return answered(
      await fetch(url, {
        method,
        headers: Object.fromEntries(given),
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      }),
    );
  }

  /** @param fields of the body; @param headers on top of those that repeat it */
  send(fields: object = {}, headers: Headers = {}): Promise<Answered> {
    const body = message(fields);
    const repeated = { id: body.id, 'source-id': body.sourceId, 'destination-id': body.destinationId };
    return this.call('POST', 'message', {
      headers: { 'content-type': 'application/json', ...repeated, ...headers },
      body: Buffer.from(JSON.stringify(body)),
    });
  }

  /** Puts encrypted bytes to Apple, by both calls. @returns an attachment, as a message names it */
  async attach(bytes: Buffer): Promise<Attachment> {
    const key = randomBytes(32);
    const encrypted = crypt(key, bytes);
    const place = await this.call('GET', 'preUpload', { headers: { 'mmcs-size': String(encrypted.length) } });
    const there = await this.put(pick(place, 'upload-url'), encrypted);
    return {
      name: 'a.png',
      mimeType: 'image/png',
      size: String(bytes.length),
      url: pick(place, 'mmcs-url'),
      owner: pick(place, 'mmcs-owner'),
      'signature-base64': pick(there, 'singleFile', 'fileChecksum'),
      key: `00${key.toString('hex')}`,
    };
  }

  put(url: string, bytes: Buffer, type = 'application/octet-stream'): Promise<Answered> {
    return this.call('POST', url, { headers: { 'content-type': type }, body: bytes });
  }

  /** Asks where a file is, and fetches it there, still encrypted. */
  async fetch(stored: Stored): Promise<Buffer> {
    const place = await this.call('GET', 'preDownload', { headers: namesOf(stored) });
    return Buffer.from(await (await fetch(pick(place, 'download-url'))).arrayBuffer());
  }

  async open(stored: Stored): Promise<Buffer> {
    return crypt(Buffer.from(stored.key.slice(2), 'hex'), await this.fetch(stored));
  }

  actOnLine(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `/lines/apple/${BUSINESS.id}/act`, { act, ...fields });
  }

  register(url: string = this.hookUrl): Promise<Answered> {
    return this.actOnLine('register', { url });
  }

  handset(path: string, body: object = {}, id: string = GRACE.id): Promise<Answered> {
    return this.box.control('POST', `/lines/apple/${BUSINESS.id}/handsets/${encodeURIComponent(id)}/${path}`, body);
  }

  act(act: string, fields: object = {}, id: string = GRACE.id): Promise<Answered> {
    return this.handset('act', { act, ...fields }, id);
  }

  says(said: object, id: string = GRACE.id): Promise<Answered> {
    return this.handset('messages', said, id);
  }

  /** Of the newest message of the business. */
  async presses(pressed: object, id: string = GRACE.id): Promise<Answered> {
    const newest = (await this.messages(id)).findLast(({ from }) => from === 'line');
    return this.handset(`messages/${newest?.id ?? ''}/press`, pressed, id);
  }

  async file(name: string, type: string, bytes: string | Buffer = 'bytes'): Promise<string> {
    return (await upload(this.box, name, type, bytes)).id;
  }

  async line(): Promise<LineView> {
    const found = (await this.box.state()).lines.lines.find(({ id }) => id === BUSINESS.id);
    if (!found) throw new Error('the business is not there');
    return found;
  }

  async view(id: string = GRACE.id): Promise<HandsetView> {
    const found = (await this.box.state()).lines.handsets.find((each) => each.id === id);
    if (!found) throw new Error('the customer is not there');
    return found;
  }

  async messages(id: string = GRACE.id): Promise<readonly HandsetMessage[]> {
    return (await this.view(id)).messages;
  }

  async last(id: string = GRACE.id): Promise<HandsetMessage | undefined> {
    return (await this.messages(id)).at(-1);
  }

  /** The address is entered, and the customers have written. */
  async opened(...ids: readonly string[]): Promise<void> {
    await this.register();
    for (const id of ids.length === 0 ? [GRACE.id] : ids) await this.says({ text: 'Hello' }, id);
    await this.settled();
    this.box.courier.received.length = 0;
  }

  async settled(): Promise<void> {
    await eventually(async () => ((await this.line()).webhook?.pending ?? 0) === 0);
  }

  /** What the address was told, once there is so much. */
  async told(count: number): Promise<readonly Told[]> {
    return (await this.box.courier.until(count)).map(({ headers, bytes }) => ({
      headers,
      body: JSON.parse(gunzipSync(bytes).toString('utf8')) as Told['body'],
    }));
  }
}

export function message(fields: object = {}) {
  return {
    v: 1,
    id: randomUUID(),
    type: 'text',
    sourceId: BUSINESS.id,
    destinationId: GRACE.id as string,
    body: 'Good day',
    ...fields,
  };
}

/** A menu, or what else is interactive. */
export function interactive(data: object, beside: object = {}): object {
  return {
    type: 'interactive',
    body: undefined,
    interactiveData: {
      bid: BID,
      useLiveLayout: true,
      data: { version: '1.0', requestIdentifier: randomUUID(), ...data },
      ...beside,
    },
  };
}

/** As a provider signs; `claims` on top of its own. */
export function bearer(
  claims: object = {},
  { secret = MSP.secret, alg = 'HS256' }: { readonly secret?: string; readonly alg?: string } = {},
): string {
  const signed = [
    { alg, typ: 'JWT' },
    { iss: MSP.id, iat: Math.floor(Date.now() / 1000), ...claims },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${signed}.${signatureOf(signed, secret)}`;
}

export function signatureOf(signed: string, secret: string = MSP.secret): string {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(signed).digest('base64url');
}

/** Encrypts, and decrypts (apple.md §7). */
export function crypt(key: Buffer, bytes: Buffer): Buffer {
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(bytes);
}

export function checksumOf(encrypted: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x81]), createHash('sha1').update(encrypted).digest()]);
}
