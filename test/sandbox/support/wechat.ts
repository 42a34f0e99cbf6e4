import { createDecipheriv, createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import type { HandsetMessage, HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SandboxOptions } from '../../../src/sandbox/server';
import { Harness } from './harness';
import { answered, eventually, pick, type Answered } from './http';
import { upload } from './kommo-inbox';
import { postForm } from './multipart';
import type { Received } from './receiver';

export const ACCOUNT = SANDBOX.wechat.account;
export const MEI = SANDBOX.wechat.customers[0];
export const JONAS = SANDBOX.wechat.customers[1];

export type Told = Readonly<Record<string, string>>;

const parser = new XMLParser({ parseTagValue: false, trimValues: false });

/** A sandbox with a stand-in for Courier, as its WeChat side is met. */
export class WeChatBox {
  #token: string | undefined;

  private constructor(readonly box: Harness) {
    this.echo();
  }

  static async start(options: Partial<SandboxOptions> = {}): Promise<WeChatBox> {
    return new WeChatBox(await Harness.start(options));
  }

  stop(): Promise<void> {
    return this.box.stop();
  }

  get hookUrl(): string {
    return `${this.box.courierUrl}/hooks/wechat/1`;
  }

  /** Courier answers as it should: with what the console asks for, and `success`. */
  echo(): void {
    this.box.courier.answer = ({ path }) => ({
      status: 200,
      headers: { 'Content-Type': 'text/plain' },
      body: paramsOf(path).get('echostr') ?? 'success',
    });
  }

  get(path: string, query: Record<string, string> = {}): Promise<Answered> {
    return this.#fetch(path, query);
  }

  stableToken(more: object = {}): Promise<Answered> {
    const { appId: appid, appSecret: secret } = ACCOUNT;
    return this.#fetch('stable_token', {}, { grant_type: 'client_credential', appid, secret, ...more });
  }

  plainToken(more: Record<string, string> = {}): Promise<Answered> {
    const { appId: appid, appSecret: secret } = ACCOUNT;
    return this.#fetch('token', { grant_type: 'client_credential', appid, secret, ...more });
  }

  async token(): Promise<string> {
    return (this.#token ??= pick(await this.stableToken(), 'access_token'));
  }

  /** A call with a good token. */
  async call(path: string, body?: object | string, query: Record<string, string> = {}): Promise<Answered> {
    return this.#fetch(path, { access_token: await this.token(), ...query }, body);
  }

  send(more: object = { msgtype: 'text', text: { content: 'Good day' } }, openId: string = MEI.id): Promise<Answered> {
    return this.call('message/custom/send', { touser: openId, ...more });
  }

  async upload(type: string, name: string, mimeType: string, bytes: Buffer): Promise<Answered> {
    const query = new URLSearchParams({ access_token: await this.token(), type }).toString();
    const url = `${this.box.sandbox.url}/wechat/cgi-bin/media/upload?${query}`;
    return postForm(url, {}, { media: { name, type: mimeType, bytes } });
  }

  actOnLine(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `/lines/wechat/${ACCOUNT.id}/act`, { act, ...fields });
  }

  server(fields: object = {}): Promise<Answered> {
    return this.actOnLine('server', { url: this.hookUrl, ...fields });
  }

  handset(path: string, body: object = {}, id: string = MEI.id): Promise<Answered> {
    return this.box.control('POST', `/lines/wechat/${ACCOUNT.id}/handsets/${id}/${path}`, body);
  }

  act(act: string, fields: object = {}, id: string = MEI.id): Promise<Answered> {
    return this.handset('act', { act, ...fields }, id);
  }

  says(message: object, id: string = MEI.id): Promise<Answered> {
    return this.handset('messages', message, id);
  }

  async file(name: string, type: string, bytes: string | Buffer = 'bytes'): Promise<string> {
    return (await upload(this.box, name, type, bytes)).id;
  }

  later(offsetMs: number): Promise<Answered> {
    return this.box.control('PUT', '/clock', { offsetMs });
  }

  async line(): Promise<LineView> {
    const found = (await this.box.state()).lines.lines.find(({ id }) => id === ACCOUNT.id);
    if (!found) throw new Error('the account is not there');
    return found;
  }

  async view(id: string = MEI.id): Promise<HandsetView> {
    const found = (await this.box.state()).lines.handsets.find((each) => each.id === id);
    if (!found) throw new Error('the customer is not there');
    return found;
  }

  async messages(id: string = MEI.id): Promise<readonly HandsetMessage[]> {
    return (await this.view(id)).messages;
  }

  /** The server address saved and a message of the customer taken, so that the account may write. */
  async open(): Promise<void> {
    await this.server();
    await this.says({ text: 'Hello' });
    await this.settled();
    this.box.courier.received.length = 0;
  }

  async settled(): Promise<void> {
    await eventually(async () => ((await this.line()).webhook?.pending ?? 0) === 0);
  }

  /** What the server address was told, once there is so much. */
  async told(count: number): Promise<readonly Told[]> {
    return (await this.box.courier.until(count)).map(opened);
  }

  async #fetch(path: string, query: Record<string, string>, body?: object | string): Promise<Answered> {
    const { url } = this.box.sandbox;
    const full = `${url}/wechat/cgi-bin/${path}?${new URLSearchParams(query).toString()}`;
    if (body === undefined) return answered(await fetch(full));
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return answered(await fetch(full, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text }));
  }
}

export function paramsOf(path: string): URLSearchParams {
  return new URL(path, 'http://x').searchParams;
}

export function sha1(...parts: readonly string[]): string {
  return createHash('sha1')
    .update([...parts].sort().join(''))
    .digest('hex');
}

export function readXml(text: string): Told {
  return (parser.parse(text) as { xml: Told }).xml;
}

/** What is in a callback, decrypted where it is encrypted. */
export function opened({ raw }: Pick<Received, 'raw'>): Told {
  const told = readXml(raw);
  return told.Encrypt === undefined ? told : readXml(decrypted(told.Encrypt).xml);
}

/** As wechat.md §1 has it. */
export function decrypted(sealed: string): { readonly xml: string; readonly appId: string; readonly pad: number } {
  const key = Buffer.from(`${ACCOUNT.encodingAesKey}=`, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(Buffer.from(sealed, 'base64')), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  const length = plain.readUInt32BE(16);
  return {
    xml: plain.subarray(20, 20 + length).toString('utf8'),
    appId: plain.subarray(20 + length, plain.length - pad).toString('utf8'),
    pad,
  };
}

/** The code of an answer. */
export function codeOf(answer: Answered): unknown {
  return (answer.json as { errcode?: unknown } | undefined)?.errcode;
}
