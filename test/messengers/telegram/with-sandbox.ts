import { createHttpClient, type ClosableHttpClient } from '../../../src/http/undici-client';
import type { ConnectedContext, InboundEvent, OutboundFile, Received } from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { asConnectionId } from '../../../src/model/ids';
import type {
  FileView,
  GroupView,
  NewPhoneMessage,
  PhoneFileKind,
  PhoneMessage,
  PhoneView,
} from '../../../src/sandbox/control/contract';
import { SANDBOX } from '../../../src/sandbox/credentials';
import { startTestSandbox, type TestSandbox } from '../../http/running-sandbox';
import type { SeenRequest } from '../../http/throwaway-server';
import type { SampleFile } from '../../support/sample-files';

const { bot, customer } = SANDBOX.telegram;
export const BOT_ID = bot.token.slice(0, bot.token.indexOf(':'));
export const CHAT = String(customer.id);
const BOT = `/telegram/bots/${BOT_ID}`;
const PHONE = `${BOT}/chats/${CHAT}`;

type Events = Extract<Received, { kind: 'events' }>;

/** The driver, the emulator, and a customer's phone, all by HTTP. */
export class Stage {
  private constructor(
    readonly sandbox: TestSandbox,
    readonly context: ConnectedContext<TelegramCredentials>,
    private readonly http: ClosableHttpClient,
  ) {}

  static async start(): Promise<Stage> {
    const sandbox = await startTestSandbox();
    const http = createHttpClient();
    return new Stage(
      sandbox,
      {
        http,
        clock: { now: () => Date.now() },
        credentials: { token: bot.token, apiBaseUrl: `${sandbox.url}/telegram` },
        webhook: { url: `${sandbox.hooks.origin}/hooks/telegram/c-1`, secret: 'Abcdefghijklmnopqrstuvwxyz_-0123' },
      },
      http,
    );
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.http.close();
  }

  async reset(): Promise<void> {
    await this.sandbox.quiet('telegram');
    await this.sandbox.reset();
    // A reset leaves the bot's webhook where it is.
    await fetch(`${this.sandbox.url}/telegram/bot${bot.token}/deleteWebhook`);
  }

  /** As the api would hand it to the driver. */
  receive(request: SeenRequest): Received {
    return telegram.receive(
      { connectionId: asConnectionId('c-1'), ...this.context },
      {
        method: request.method,
        path: request.url,
        query: '',
        headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
        body: Buffer.from(request.body),
      },
    );
  }

  async nextReceived(): Promise<Events> {
    const received = this.receive(await this.sandbox.hook());
    if (received.kind !== 'events') throw new Error(received.reason);
    return received;
  }

  async nextEvent(): Promise<InboundEvent | undefined> {
    return (await this.nextReceived()).events[0];
  }

  customerWrites(message: string | NewPhoneMessage): Promise<PhoneMessage> {
    return this.sandbox.post(`${PHONE}/messages`, typeof message === 'string' ? { text: message } : message);
  }

  customerSends(items: readonly { file: string; as: PhoneFileKind; text?: string }[]): Promise<PhoneMessage[]> {
    return this.sandbox.post(`${PHONE}/album`, { items });
  }

  customerDoes<Answer>(what: string, body: object = {}): Promise<Answer> {
    return this.sandbox.post(`${PHONE}/${what}`, body);
  }

  async customerEdits(id: number, change: object): Promise<void> {
    const response = await fetch(`${this.sandbox.url}/control${PHONE}/messages/${id}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(change),
    });
    if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
  }

  addGroup(title: string): Promise<GroupView> {
    return this.sandbox.post(`${BOT}/groups`, { title });
  }

  inGroup(chatId: string, what: 'messages' | 'migrate', body: object = {}): Promise<GroupView> {
    return this.sandbox.post(`${BOT}/groups/${chatId}/${what}`, body);
  }

  /** Gives the sandbox a file that the customer can send. @returns its id. */
  async putFile({ name, mimeType, bytes }: SampleFile): Promise<string> {
    const query = new URLSearchParams({ name, type: mimeType }).toString();
    const url = `${this.sandbox.url}/control/files?${query}`;
    const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes) });
    if (!response.ok) throw new Error(`${String(response.status)} ${await response.text()}`);
    return ((await response.json()) as FileView).id;
  }

  async bytesOf(file: FileView | null | undefined): Promise<Buffer> {
    if (file == null) throw new Error('no file');
    return Buffer.from(await (await fetch(`${this.sandbox.url}${file.url}`)).arrayBuffer());
  }

  async phone(): Promise<PhoneView> {
    const found = (await this.sandbox.state()).telegram.phones.find(({ chatId }) => chatId === CHAT);
    if (found === undefined) throw new Error('the customer has no phone');
    return found;
  }

  /** What the bot has sent. */
  async fromBot(): Promise<PhoneMessage[]> {
    return (await this.phone()).messages.filter(({ from }) => from === 'bot');
  }
}

/** So much at once, as from a disk. */
const CHUNK = 64 * 1_024;

/** A file of ours to be sent. */
export function outbound({ name, mimeType, bytes }: SampleFile, more: Partial<OutboundFile> = {}): OutboundFile {
  return {
    name,
    // As its bytes say: only Opus is speech.
    mimeType: mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mimeType,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += CHUNK) yield await Promise.resolve(bytes.subarray(at, at + CHUNK));
    },
    link: () => 'https://courier.example/media/a.bin',
    ...more,
  };
}
