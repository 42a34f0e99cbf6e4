import { createHmac } from 'node:crypto';
import { NoAnswer, type HttpClient, type HttpRequest, type HttpResponse } from '../../../src/http/client';
import type {
  ConnectedContext,
  InboundEvent,
  InboundKind,
  Messenger,
  Received,
} from '../../../src/messengers/contract';
import { asConnectionId } from '../../../src/model/ids';
import type { SampleFile } from '../../support/sample-files';
import type { Bench, Shown, Trouble } from '../conformance/bench';
import { echo } from './echo';

const TOKEN = 'echo-token';
const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';

interface Hook {
  readonly body: string;
  readonly signature: string;
}

/** The service behind the driver, in this process: one customer, no network. */
export class EchoBench implements Bench {
  readonly driver = echo as Messenger;
  readonly chat = 'ana';
  readonly strangers = { token: 'another', url: 'https://echo.example' };
  readonly context: ConnectedContext<unknown>;
  #webhook = { url: '', secret: '' };
  #hooks: Hook[] = [];
  #shown: Shown[] = [];
  #troubles: Trouble[] = [];
  #twice = false;
  #lastId = 0;

  constructor() {
    const http: HttpClient = {
      request: (request) => this.#answer(request),
      download: () => Promise.reject(new NoAnswer('no', 'Echo has no files')),
    };
    this.context = {
      http,
      clock: { now: () => Date.now() },
      credentials: { token: TOKEN, url: 'https://echo.example' },
      webhook: { url: 'https://courier.example/hooks/custom/c-1', secret: SECRET },
    };
  }

  #answer({ url, method, headers = {}, body }: HttpRequest): Promise<HttpResponse> {
    const trouble = this.#troubles.shift();
    // What breaks after the bytes have left may have been done.
    if (trouble !== undefined && trouble.kind !== 'error') return Promise.reject(new NoAnswer('maybe', trouble.kind));
    if (trouble !== undefined) return reply(trouble.status, {});
    if (headers.Authorization !== `Bearer ${TOKEN}`) return reply(401, {});
    const asked = JSON.parse(typeof body === 'string' ? body : '{}') as Record<string, string>;
    switch (`${method} ${new URL(url).pathname}`) {
      case 'POST /me':
        return reply(200, { id: 'echo-1' });
      case 'PUT /webhook':
        this.#webhook = { url: asked.webhook ?? '', secret: asked.secret ?? '' };
        return reply(200, {});
      case 'POST /webhook':
        return reply(200, { webhook: this.#webhook.url });
      default:
        return reply(200, { id: this.#show(asked.text ?? '') });
    }
  }

  #show(text: string): string {
    const id = this.#nextId();
    const nothing = { files: [], buttons: [], rows: [], isTemplate: false, quotes: null };
    this.#shown.push({ id, kind: 'text', text, ...nothing });
    return id;
  }

  #nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }

  async open(): Promise<void> {
    await this.says('Hello');
    await this.event(({ kind }) => kind === 'message');
  }

  async does(kind: InboundKind): Promise<boolean> {
    if (kind === 'text') await this.says('Hello');
    return kind === 'text';
  }

  says(text: string): Promise<void> {
    const body = JSON.stringify({ id: this.#nextId(), from: this.chat, text, at: Date.now() });
    const signature = createHmac('sha256', this.#webhook.secret).update(body).digest('hex');
    this.#hooks.push({ body, signature }, ...(this.#twice ? [{ body, signature }] : []));
    this.#twice = false;
    return Promise.resolve();
  }

  received(): Promise<Received> {
    return Promise.resolve(this.#receive(this.#next()));
  }

  async event(fits: (event: InboundEvent) => boolean): Promise<InboundEvent> {
    for (;;) {
      const received = await this.received();
      const event = received.kind === 'events' ? received.events.find(fits) : undefined;
      if (event !== undefined) return event;
    }
  }

  forged(): Promise<Received> {
    const { body, signature } = this.#next();
    return Promise.resolve(this.#receive({ body: body.replace('Hello', 'Hullo'), signature }));
  }

  #next(): Hook {
    const hook = this.#hooks.shift();
    if (hook === undefined) throw new Error('No webhook waits');
    return hook;
  }

  #receive({ body, signature }: Hook): Received {
    return echo.receive(
      {
        connectionId: asConnectionId('c-1'),
        credentials: { token: TOKEN, url: 'https://echo.example' },
        webhook: this.context.webhook,
        clock: this.context.clock,
        sources: ['echo-1'],
      },
      { method: 'POST', path: '/', query: '', headers: { 'x-echo-signature': signature }, body: Buffer.from(body) },
    );
  }

  shown(): Promise<readonly Shown[]> {
    return Promise.resolve(this.#shown);
  }

  reactions(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  isTyping(): Promise<boolean> {
    return Promise.resolve(false);
  }

  read(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  isEnded(): Promise<boolean> {
    return Promise.resolve(false);
  }

  steal(): Promise<void> {
    this.#webhook = { url: 'https://theirs.example', secret: '' };
    return Promise.resolve();
  }

  repeatsWebhooks(): Promise<void> {
    this.#twice = true;
    return Promise.resolve();
  }

  trouble(trouble: Trouble): Promise<void> {
    this.#troubles.push(trouble);
    return Promise.resolve();
  }

  file({ name, mimeType, bytes }: SampleFile) {
    return {
      name,
      mimeType,
      size: bytes.length,
      async *open() {
        yield await Promise.resolve(bytes);
      },
      link: () => `https://courier.example/${name}`,
    };
  }

  reset(): Promise<void> {
    this.#webhook = { url: '', secret: '' };
    this.#hooks = [];
    this.#shown = [];
    this.#troubles = [];
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function reply(status: number, body: object): Promise<HttpResponse> {
  return Promise.resolve({ status, headers: {}, body: Buffer.from(JSON.stringify(body)) });
}
