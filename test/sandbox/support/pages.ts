import type { HandsetMessage, HandsetView, LinesView, LineView } from '../../../src/sandbox/control/lines-contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../../../src/sandbox/server';
import { answered, call, eventually, parseJson, type Answered } from './http';
import { MetaReceiver, type MetaHook } from './meta-receiver';
import { postForm } from './multipart';

export const PAGES = SANDBOX.messenger;
export const ACCOUNT = SANDBOX.instagram.account;
export const PAGE = PAGES.page.id;

type Fields = Record<string, unknown>;
type Product = 'messenger' | 'instagram';

const FIELDS: Readonly<Record<Product, readonly string[]>> = {
  messenger: [
    'messages',
    'messaging_postbacks',
    'message_deliveries',
    'message_reads',
    'message_echoes',
    'message_edits',
    'message_reactions',
    'messaging_referrals',
    'messaging_optins',
    'messaging_handovers',
    'standby',
    'messaging_policy_enforcement',
  ],
  instagram: [
    'messages',
    'messaging_postbacks',
    'messaging_seen',
    'message_reactions',
    'message_edit',
    'messaging_referral',
    'messaging_handover',
    'standby',
  ],
};

/** A sandbox of its own with a stand-in for Courier, and one product of a Page as its driver would call it. */
export class PageBox {
  private constructor(
    readonly product: Product,
    readonly sandbox: RunningSandbox,
    readonly courier: MetaReceiver,
  ) {}

  static async start(product: Product, options: Partial<SandboxOptions> = {}): Promise<PageBox> {
    const courier = new MetaReceiver();
    const apiUrl = await courier.start();
    const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, apiUrl, ...options });
    return new PageBox(product, sandbox, courier);
  }

  async stop(): Promise<void> {
    await this.sandbox.close();
    await this.courier.stop();
  }

  /** As it was at first, and connected. */
  async reset(): Promise<void> {
    await this.control('POST', '/reset');
    this.courier.answer = () => 200;
    await this.connect();
    this.courier.received.length = 0;
  }

  /** Of the seeded line. */
  get lineId(): string {
    return this.product === 'messenger' ? PAGE : ACCOUNT.id;
  }

  // The API ----------------------------------------------------------------------------------------------------

  async api(method: string, path: string, body?: unknown, token: string = PAGES.pageAccessToken): Promise<Answered> {
    return answered(
      await fetch(`${this.sandbox.url}/${this.product}/v26.0/${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }

  asApp(method: string, path: string, body?: unknown): Promise<Answered> {
    return this.api(method, path, body, `${PAGES.app.id}|${PAGES.app.secret}`);
  }

  /** Sends to the first customer, unless told otherwise. */
  send(fields: object, page: string = PAGE): Promise<Answered> {
    const recipient = { id: SANDBOX[this.product].customers[0].id };
    return this.api('POST', `${page}/messages`, { recipient, ...fields });
  }

  say(message: object, more: object = {}): Promise<Answered> {
    return this.send({ messaging_type: 'RESPONSE', message, ...more });
  }

  text(text: string, more: object = {}): Promise<Answered> {
    return this.say({ text }, more);
  }

  async upload(kind: string, bytes: string | Buffer, type: string, name = 'file'): Promise<Answered> {
    const fields = {
      recipient: JSON.stringify({ id: SANDBOX[this.product].customers[0].id }),
      messaging_type: 'RESPONSE',
      message: JSON.stringify({ attachment: { type: kind, payload: {} } }),
    };
    return postForm(
      `${this.sandbox.url}/${this.product}/v26.0/${PAGE}/messages`,
      fields,
      { filedata: { name, type, bytes: Buffer.from(bytes) } },
      { Authorization: `Bearer ${PAGES.pageAccessToken}` },
    );
  }

  /** The app's address for this product is the stand-in. */
  callback(fields = FIELDS[this.product], path = `/hooks/${this.product}/1`): Promise<Answered> {
    return this.asApp('POST', `${PAGES.app.id}/subscriptions`, {
      object: this.product === 'messenger' ? 'page' : 'instagram',
      callback_url: this.courier.url + path,
      verify_token: this.courier.verifyToken,
      fields: fields.join(','),
      include_values: true,
    });
  }

  subscribe(fields = FIELDS[this.product], page: string = PAGE, token?: string): Promise<Answered> {
    return this.api('POST', `${page}/subscribed_apps?subscribed_fields=${fields.join(',')}`, undefined, token);
  }

  async connect(): Promise<void> {
    await this.callback();
    await this.subscribe();
  }

  // Control ----------------------------------------------------------------------------------------------------

  control(method: string, path: string, body?: unknown): Promise<Answered> {
    return call(`${this.sandbox.url}/control${path}`, method, body);
  }

  onLine(act: string, fields: object = {}, line: string = this.lineId): Promise<Answered> {
    return this.control('POST', `/lines/${this.product}/${line}/act`, { act, ...fields });
  }

  retry(): Promise<Answered> {
    return this.control('POST', `/lines/${this.product}/${this.lineId}/retry`);
  }

  assume(changes: Record<string, string | number>): Promise<Answered> {
    return this.control('PATCH', '/assumptions', changes);
  }

  fault(name: string, more: object = {}): Promise<Answered> {
    return this.control('POST', '/faults', { name: `${this.product}-${name}`, ...more });
  }

  async file(bytes: string | Buffer, name: string, type: string): Promise<string> {
    const query = new URLSearchParams({ name, type }).toString();
    const body = new Uint8Array(Buffer.from(bytes));
    const response = await fetch(`${this.sandbox.url}/control/files?${query}`, { method: 'POST', body });
    return ((await response.json()) as { id: string }).id;
  }

  /** Of this product only. */
  async lines(): Promise<LinesView> {
    const { json } = await this.control('GET', '/state');
    const { lines, handsets } = (json as { lines: LinesView }).lines;
    const isOurs = ({ messenger }: { readonly messenger: string }): boolean => messenger === this.product;
    return { lines: lines.filter(isOurs), handsets: handsets.filter(isOurs) };
  }

  async line(id: string = this.lineId): Promise<LineView> {
    const found = (await this.lines()).lines.find((each) => each.id === id);
    if (!found) throw new Error(`no line ${id}`);
    return found;
  }

  async handset(name: string): Promise<HandsetView> {
    const found = (await this.lines()).handsets.find((each) => each.name === name);
    if (!found) throw new Error(`no customer ${name}`);
    return found;
  }

  async person(name: string = SANDBOX[this.product].customers[0].name): Promise<PagePerson> {
    const { id, lineId } = await this.handset(name);
    return new PagePerson(this, name, id, lineId);
  }

  /** Writes first, so that the window is open. */
  async opened(): Promise<PagePerson> {
    const person = await this.person();
    await person.says('Hello');
    return person;
  }

  // Webhooks ---------------------------------------------------------------------------------------------------

  /** Items of `messaging[]`, in the order in which they came. */
  items(list: 'messaging' | 'standby' = 'messaging'): readonly Fields[] {
    return this.courier.received.flatMap((hook) => itemsOf(hook, list));
  }

  /** Those of one kind: `message`, `delivery`. */
  told(kind: string): readonly Fields[] {
    return this.items().flatMap((item) => (kind in item ? [item[kind] as Fields] : []));
  }

  /** What customers and the Page wrote, without echoes of the latter. */
  said(): readonly Fields[] {
    return this.told('message').filter(({ is_echo }) => is_echo !== true);
  }

  echoes(): readonly Fields[] {
    return this.told('message').filter(({ is_echo }) => is_echo === true);
  }

  until<T>(look: () => readonly T[], count = 1): Promise<readonly T[]> {
    return eventually(() => Promise.resolve(look().length >= count && look()));
  }
}

export function itemsOf({ json }: MetaHook, list: 'messaging' | 'standby' = 'messaging'): readonly Fields[] {
  const { entry } = json as { entry: Record<string, Fields[] | undefined>[] };
  return entry.flatMap((each) => each[list] ?? []);
}

/** One customer of a line. */
export class PagePerson {
  constructor(
    private readonly box: PageBox,
    readonly name: string,
    readonly id: string,
    private readonly lineId: string,
  ) {}

  get #path(): string {
    return `/lines/${this.box.product}/${this.lineId}/handsets/${this.id}`;
  }

  async says(said: object | string): Promise<HandsetMessage> {
    const { status, json, text } = await this.tries(said);
    if (status !== 201) throw new Error(`${String(status)} ${text}`);
    return json as HandsetMessage;
  }

  tries(said: object | string): Promise<Answered> {
    return this.box.control('POST', `${this.#path}/messages`, typeof said === 'string' ? { text: said } : said);
  }

  does(act: string, fields: object = {}): Promise<Answered> {
    return this.box.control('POST', `${this.#path}/act`, { act, ...fields });
  }

  edits(messageId: string, text: string): Promise<Answered> {
    return this.box.control('PATCH', this.#message(messageId), { text });
  }

  removes(messageId: string): Promise<Answered> {
    return this.box.control('DELETE', this.#message(messageId));
  }

  reacts(messageId: string, emoji: string | null): Promise<Answered> {
    return this.box.control('POST', `${this.#message(messageId)}/reaction`, { emoji });
  }

  presses(messageId: string, row = 0, column = 0): Promise<Answered> {
    return this.box.control('POST', `${this.#message(messageId)}/press`, { row, column });
  }

  sees(): Promise<HandsetView> {
    return this.box.handset(this.name);
  }

  async newest(): Promise<HandsetMessage> {
    const message = (await this.sees()).messages.at(-1);
    if (!message) throw new Error(`${this.name} sees nothing`);
    return message;
  }

  #message(id: string): string {
    return `${this.#path}/messages/${encodeURIComponent(id)}`;
  }
}

/** `[code, subcode]` of a refusal. */
export function codeOf({ text }: { readonly text: string }): readonly (number | undefined)[] {
  const { error } = parseJson(text) as { error: { code: number; error_subcode?: number } };
  return [error.code, error.error_subcode];
}

export function midOf({ text }: { readonly text: string }): string {
  const { message_id: id } = parseJson(text) as { message_id?: string };
  if (id === undefined) throw new Error(`no message in ${text}`);
  return id;
}
