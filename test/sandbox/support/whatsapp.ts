import type { HandsetMessage, HandsetView, LinesView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../src/sandbox/server';
import { answered, call, eventually, parseJson, type Answered } from './http';
import { MetaReceiver, type MetaHook } from './meta-receiver';
import { postForm } from './multipart';

export const WA = SANDBOX.whatsapp;
const BEARER = { Authorization: `Bearer ${WA.accessToken}` };

export interface Change {
  readonly field: string;
  readonly value: Record<string, unknown>;
}
type Fields = Record<string, unknown>;

/** A sandbox of its own with a stand-in for Courier, and WhatsApp as its driver would call it. */
export class WhatsAppBox {
  private constructor(
    readonly sandbox: RunningSandbox,
    readonly courier: MetaReceiver,
  ) {}

  static async start(options: Partial<SandboxOptions> = {}): Promise<WhatsAppBox> {
    const courier = new MetaReceiver();
    const apiUrl = await courier.start();
    return new WhatsAppBox(await startSandbox({ host: '127.0.0.1', port: 0, apiUrl, ...options }), courier);
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    await this.courier.stop();
  }

  // The API ----------------------------------------------------------------------------------------------------

  async api(method: string, path: string, body?: unknown, headers: Record<string, string> = BEARER): Promise<Answered> {
    return answered(
      await fetch(`${this.sandbox.url}/whatsapp/v26.0/${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }

  /** Sends to the first customer, unless told otherwise. */
  send(message: object, number: string = WA.number.id): Promise<Answered> {
    const to = 'to' in message || 'recipient' in message ? {} : { to: WA.customers[0].phone };
    return this.api('POST', `${number}/messages`, { messaging_product: 'whatsapp', ...to, ...message });
  }

  text(body: string, more: object = {}): Promise<Answered> {
    return this.send({ type: 'text', text: { body }, ...more });
  }

  async upload(bytes: string | Buffer, type: string, name = 'file'): Promise<Answered> {
    const url = `${this.sandbox.url}/whatsapp/v26.0/${WA.number.id}/media`;
    const file = { name, type, bytes: Buffer.from(bytes) };
    return postForm(url, { messaging_product: 'whatsapp', type }, { file }, BEARER);
  }

  /** Subscribes the account with an override at the stand-in. */
  subscribe(path = '/hooks/whatsapp/1'): Promise<Answered> {
    const override = { override_callback_uri: this.courier.url + path, verify_token: this.courier.verifyToken };
    return this.api('POST', `${WA.waba.id}/subscribed_apps`, override);
  }

  // Control ----------------------------------------------------------------------------------------------------

  control(method: string, path: string, body?: unknown): Promise<Answered> {
    return call(`${this.sandbox.url}/control${path}`, method, body);
  }

  onLine(act: string, fields: object = {}, line: string = WA.number.id): Promise<Answered> {
    return this.control('POST', `/lines/whatsapp/${line}/act`, { act, ...fields });
  }

  assume(changes: Record<string, string | number>): Promise<Answered> {
    return this.control('PATCH', '/assumptions', changes);
  }

  /** Of WhatsApp only. */
  async lines(): Promise<LinesView> {
    const { json } = await this.control('GET', '/state');
    const { lines, handsets } = (json as { lines: LinesView }).lines;
    return {
      lines: lines.filter(({ messenger }) => messenger === 'whatsapp'),
      handsets: handsets.filter(({ messenger }) => messenger === 'whatsapp'),
    };
  }

  async line(id: string = WA.number.id): Promise<LineView> {
    const found = (await this.lines()).lines.find((each) => each.id === id);
    if (!found) throw new Error(`no line ${id}`);
    return found;
  }

  async handset(name: string, line: string = WA.number.id): Promise<HandsetView> {
    const found = (await this.lines()).handsets.find((each) => each.name === name && each.lineId === line);
    if (!found) throw new Error(`no customer ${name}`);
    return found;
  }

  async person(name: string = WA.customers[0].name): Promise<Person> {
    return new Person(this, name, (await this.handset(name)).id);
  }

  // Webhooks ---------------------------------------------------------------------------------------------------

  changes(): readonly Change[] {
    return this.courier.received.flatMap(changesOf);
  }

  messages(): readonly Fields[] {
    return this.changes().flatMap(({ value }) => (value.messages as Fields[] | undefined) ?? []);
  }

  statuses(): readonly Fields[] {
    return this.changes().flatMap(({ value }) => (value.statuses as Fields[] | undefined) ?? []);
  }

  untilMessages(count: number): Promise<readonly Fields[]> {
    return eventually(() => Promise.resolve(this.messages().length >= count && this.messages()));
  }

  untilStatuses(count: number): Promise<readonly Fields[]> {
    return eventually(() => Promise.resolve(this.statuses().length >= count && this.statuses()));
  }

  untilField(field: string): Promise<Change> {
    return eventually(() => Promise.resolve(this.changes().find((each) => each.field === field)));
  }
}

export function changesOf({ json }: MetaHook): readonly Change[] {
  const { entry } = json as { entry: { changes: Change[] }[] };
  return entry.flatMap(({ changes }) => changes);
}

/** One customer of the first number. */
export class Person {
  constructor(
    private readonly box: WhatsAppBox,
    readonly name: string,
    readonly id: string,
  ) {}

  get #path(): string {
    return `/lines/whatsapp/${WA.number.id}/handsets/${this.id}`;
  }

  async says(said: object | string): Promise<HandsetMessage> {
    const body = typeof said === 'string' ? { text: said } : said;
    const { status, json, text } = await this.box.control('POST', `${this.#path}/messages`, body);
    if (status !== 201) throw new Error(`${String(status)} ${text}`);
    return json as HandsetMessage;
  }

  does(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `${this.#path}/act`, { act, ...fields });
  }

  with(messageId: string, what: string, body: object): Promise<Answered> {
    const method = what === '' ? 'PATCH' : 'POST';
    return this.box.control(method, `${this.#path}/messages/${encodeURIComponent(messageId)}${what}`, body);
  }

  removes(messageId: string): Promise<Answered> {
    return this.box.control('DELETE', `${this.#path}/messages/${encodeURIComponent(messageId)}`);
  }

  sees(): Promise<HandsetView> {
    return this.box.handset(this.name);
  }
}

export function errorOf(answer: { readonly text: string }): Fields & { readonly error_data?: { details: string } } {
  return (parseJson(answer.text) as { error: Fields }).error;
}

export function wamidOf({ text }: { readonly text: string }): string {
  const id = (parseJson(text) as { messages?: { id: string }[] }).messages?.[0]?.id;
  if (id === undefined) throw new Error(`no message in ${text}`);
  return id;
}
