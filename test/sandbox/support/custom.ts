import { createHmac } from 'node:crypto';
import type { HandsetMessage, HandsetView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { Harness } from './harness';
import { answered, eventually, type Answered } from './http';
import { upload } from './kommo-inbox';
import type { Received } from './receiver';

export const SERVICE = SANDBOX.custom.service;
export const IDA = SANDBOX.custom.visitors[0];
export const MAREK = SANDBOX.custom.visitors[1];

/** An event that the service told. */
export interface Told {
  readonly type: string;
  readonly version: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Sending {
  readonly id?: string;
  readonly secrets?: readonly string[];
  /** Seconds from now. */
  readonly offsetS?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: string;
}

/** As webhook.md §1 has it. */
export function signed(secret: string, id: string, seconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', key)
    .update(`${id}.${String(seconds)}.${body}`)
    .digest('base64')}`;
}

let count = 0;
export const newId = (): string => `evt_${String((count += 1))}`;

/** A sandbox with a stand-in for Courier, as its service of the webhook protocol is met. */
export class CustomBox {
  private constructor(readonly box: Harness) {
    box.courier.answer = () => ({ status: 202, headers: {}, body: '{"accepted":true}' });
  }

  static async start(): Promise<CustomBox> {
    return new CustomBox(await Harness.start());
  }

  stop(): Promise<void> {
    return this.box.stop();
  }

  get hookUrl(): string {
    return `${this.box.courierUrl}/hooks/custom/1`;
  }

  get serviceUrl(): string {
    return `${this.box.sandbox.url}/custom/${SERVICE.id}`;
  }

  /** Courier tells the service. */
  async send(type: string, data: unknown, sending: Sending = {}): Promise<Answered> {
    const { at = new Date().toISOString(), ...others } = sending;
    return this.sendRaw(JSON.stringify({ type, version: '1', timestamp: at, data }), others);
  }

  async sendRaw(
    body: string,
    { id = newId(), secrets = [SERVICE.outboundSecret], offsetS = 0, headers }: Sending = {},
  ) {
    const seconds = Math.floor(Date.now() / 1000) + offsetS;
    const signature = secrets.map((secret) => signed(secret, id, seconds, body)).join(' ');
    const own = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signature,
    };
    return answered(await fetch(this.serviceUrl, { method: 'POST', headers: { ...own, ...headers }, body }));
  }

  ping(more: object = {}, sending: Sending = {}): Promise<Answered> {
    return this.send('connection.ping', { challenge: 'abc', ...more }, sending);
  }

  /** Where Courier takes events is told, a customer has written, and nothing of that is in the way. */
  async open(): Promise<void> {
    await this.ping({ inbound_url: this.hookUrl });
    await this.says({ text: 'Hello' });
    await this.settled();
    this.box.courier.received.length = 0;
  }

  async settled(): Promise<void> {
    await eventually(async () => ((await this.line()).webhook?.pending ?? 0) === 0);
  }

  /** A manager writes. */
  write(message: object = {}, more: object = {}, sending: Sending = {}): Promise<Answered> {
    const said = {
      id: 'brg-1',
      created_at: '2026-11-21T10:00:00.000Z',
      sender: { type: 'agent' },
      text: 'Good day',
      ...message,
    };
    const data = { message: said, conversation: { id: IDA.id }, contact: { id: IDA.contactId }, ...more };
    return this.send('message.created', data, sending);
  }

  actOnLine(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `/lines/custom/${SERVICE.id}/act`, { act, ...fields });
  }

  handset(method: string, path: string, body?: object, id: string = IDA.id): Promise<Answered> {
    return this.box.control(method, `/lines/custom/${SERVICE.id}/handsets/${id}/${path}`, body);
  }

  act(act: string, fields: object = {}, id: string = IDA.id): Promise<Answered> {
    return this.handset('POST', 'act', { act, ...fields }, id);
  }

  says(message: object, id: string = IDA.id): Promise<Answered> {
    return this.handset('POST', 'messages', message, id);
  }

  async file(name: string, type: string, bytes: string | Buffer = 'bytes'): Promise<string> {
    return (await upload(this.box, name, type, bytes)).id;
  }

  async line(): Promise<LineView> {
    const found = (await this.box.state()).lines.lines.find(({ id }) => id === SERVICE.id);
    if (!found) throw new Error('the service is not there');
    return found;
  }

  async view(id: string = IDA.id): Promise<HandsetView> {
    const found = (await this.box.state()).lines.handsets.find((each) => each.id === id);
    if (!found) throw new Error('the visitor is not there');
    return found;
  }

  async messages(id: string = IDA.id): Promise<readonly HandsetMessage[]> {
    return (await this.view(id)).messages;
  }

  async last(): Promise<HandsetMessage | undefined> {
    return (await this.messages()).at(-1);
  }

  /** What Courier was told, once there is so much. */
  async told(howMany: number): Promise<readonly Told[]> {
    return (await this.box.courier.until(howMany)).map(eventIn);
  }
}

export function eventIn({ json }: Pick<Received, 'json'>): Told {
  return json as Told;
}

/** The code of a refusal. */
export function codeOf({ json }: Answered): unknown {
  return (json as { error?: { code?: unknown } } | undefined)?.error?.code;
}
