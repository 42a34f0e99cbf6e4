import { createHmac } from 'node:crypto';
import type { HandsetMessage, HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import type { SandboxOptions } from '../../../src/sandbox/server';
import { FileServer } from './file-server';
import { Harness } from './harness';
import { answered, eventually, pick, type Answered } from './http';
import { upload } from './kommo-inbox';
import type { Received } from './receiver';

export const BOT = SANDBOX.viber.bot;
export const OLENA = SANDBOX.viber.customers[0];
export const NIKOLAY = SANDBOX.viber.customers[1];
export const SENDER = { name: BOT.name };

/** An event of a callback, its tokens as the texts that they are written as. */
export interface Event {
  readonly event: string;
  readonly message_token: string;
  readonly user_id?: string;
  readonly sender?: object;
  readonly message?: { readonly type: string; readonly text?: string; readonly media?: string };
  readonly [field: string]: unknown;
}

/** Reads JSON without losing the digits of its tokens. */
export function readExactly(text: string): Record<string, unknown> {
  return JSON.parse(text.replace(/"message_token":(\d+)/g, '"message_token":"$1"')) as Record<string, unknown>;
}

/** A sandbox with a stand-in for Courier, as its Viber side is met. */
export class ViberBox {
  private constructor(
    readonly box: Harness,
    readonly files: FileServer,
  ) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<ViberBox> {
    const files = new FileServer();
    await files.start();
    return new ViberBox(await Harness.start(options), files);
  }

  async stop(): Promise<void> {
    await this.box.stop();
    await this.files.stop();
  }

  get hookUrl(): string {
    return `${this.box.courierUrl}/hooks/viber/1`;
  }

  /** A call of the API; the token as it should be. */
  async call(method: string, body: object = {}, headers: Record<string, string> = {}): Promise<Answered> {
    const { url } = this.box.sandbox;
    const own = { 'Content-Type': 'application/json', 'X-Viber-Auth-Token': BOT.authToken, ...headers };
    return answered(
      await fetch(`${url}/viber/${method}`, { method: 'POST', headers: own, body: JSON.stringify(body) }),
    );
  }

  setWebhook(more: object = {}): Promise<Answered> {
    return this.call('set_webhook', { url: this.hookUrl, send_name: true, send_photo: true, ...more });
  }

  send(more: object = {}): Promise<Answered> {
    return this.call('send_message', { receiver: OLENA.id, sender: SENDER, type: 'text', text: 'Good day', ...more });
  }

  /** Sends, and gives the token of what was sent. */
  async sent(more: object = {}): Promise<string> {
    const answer = await this.send(more);
    const { status, message_token } = readExactly(answer.text);
    if (status !== 0) throw new Error(`not sent: ${answer.text}`);
    return String(message_token);
  }

  /** What a customer does. */
  handset(path: string, body: object = {}, id: string = OLENA.id): Promise<Answered> {
    const where = `/lines/viber/${encodeURIComponent(BOT.id)}/handsets/${encodeURIComponent(id)}`;
    return this.box.control('POST', `${where}/${path}`, body);
  }

  act(act: string, fields: object = {}, id: string = OLENA.id): Promise<Answered> {
    return this.handset('act', { act, ...fields }, id);
  }

  actOnLine(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `/lines/viber/${BOT.id}/act`, { act, ...fields });
  }

  says(message: object, id: string = OLENA.id): Promise<Answered> {
    return this.handset('messages', message, id);
  }

  /** A file that customers can send. */
  async file(name: string, type: string, bytes: string | Buffer = 'bytes'): Promise<string> {
    return (await upload(this.box, name, type, bytes)).id;
  }

  async line(): Promise<LineView> {
    const found = (await this.box.state()).lines.lines.find(({ id }) => id === BOT.id);
    if (!found) throw new Error('the bot is not there');
    return found;
  }

  async view(id: string = OLENA.id): Promise<HandsetView> {
    const found = (await this.box.state()).lines.handsets.find((each) => each.id === id);
    if (!found) throw new Error('the customer is not there');
    return found;
  }

  async messages(id: string = OLENA.id): Promise<readonly HandsetMessage[]> {
    return (await this.view(id)).messages;
  }

  /** The events that came, once there are so many. */
  async events(count: number): Promise<readonly Event[]> {
    return (await this.box.courier.until(count)).map(eventOf);
  }

  /** Webhook set and the customer known, so that the bot may write; what came until then is forgotten. */
  async open(): Promise<void> {
    await this.setWebhook();
    const id = pick(await this.says({ text: 'Hello' }), 'id');
    await eventually(() => Promise.resolve(this.box.courier.received.some((hook) => hook.raw.includes(id))));
    await this.settle();
    this.box.courier.received.length = 0;
  }

  /** As at the start, once nothing of an earlier test is on its way any more. */
  async startOver(): Promise<void> {
    this.box.courier.answer = () => 200;
    await this.settle();
    await this.box.control('POST', '/reset');
    this.box.courier.received.length = 0;
    await this.open();
  }

  private async settle(): Promise<void> {
    await eventually(async () => ((await this.line()).webhook?.pending ?? 0) === 0);
  }
}

export function eventOf({ raw }: Received): Event {
  return readExactly(raw) as unknown as Event;
}

export function signatureOf(raw: string, token: string = BOT.authToken): string {
  return createHmac('sha256', token).update(raw).digest('hex');
}

/** Status and text of an answer. */
export function said(answer: Answered): readonly [number, string] {
  const { status, status_message } = answer.json as { status: number; status_message: string };
  return [status, status_message];
}

export function detail(answer: Answered): readonly [number, string] {
  return [answer.status, pick(answer, 'detail')];
}
