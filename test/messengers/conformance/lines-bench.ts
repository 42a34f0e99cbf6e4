import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { authenticateHook } from '../../../src/api/authenticate-hook';
import { fetchAhead } from '../../../src/api/fetch-ahead';
import { KeyCache } from '../../../src/api/key-cache';
import { createHttpClient, type ClosableHttpClient } from '../../../src/http/undici-client';
import type {
  ConnectedContext,
  InboundEvent,
  InboundKind,
  Messenger,
  OutboundFile,
  RawRequest,
  Received,
  ReceiveContext,
} from '../../../src/messengers/contract';
import { isMediaType, type MediaType } from '../../../src/model/content';
import { asConnectionId } from '../../../src/model/ids';
import type { FileView } from '../../../src/sandbox/control/contract';
import type {
  HandsetMessage,
  HandsetView,
  LineMessenger,
  LineView,
  NewHandsetMessage,
} from '../../../src/sandbox/control/lines-contract';
import { startTestSandbox, type TestSandbox } from '../../http/running-sandbox';
import type { SeenRequest } from '../../http/throwaway-server';
import type { SampleFile } from '../../support/sample-files';
import { waitFor } from '../../support/wait-for';
import type { Bench, Shown, Trouble } from './bench';
import { impatient } from './impatient-http';
import { sampleOf } from './observed';

/** What differs from one messenger's emulator to the next. */
export interface LinesBenchOptions<Credentials> {
  readonly messenger: LineMessenger;
  readonly driver: Messenger<Credentials>;
  /** Changes what an administrator entered into what the far side refuses. */
  readonly strange: (entered: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  /** What is done with the line to have its webhook point elsewhere; left out where nobody is told where it points. */
  readonly steal?: (url: string) => Readonly<Record<string, unknown>>;
  /** What a person does at the far side to point the webhook here; left out where the driver does it. */
  readonly paste?: (url: string) => Readonly<Record<string, unknown>>;
  /** Answers that stay until the next test: one of them alone would be got over. */
  readonly lasting?: readonly number[];
  /** Which of the sandbox's lines; left out: the first of the messenger. */
  readonly isLine?: (line: LineView) => boolean;
  /** What the driver calls the chat of a handset; left out: what the handset is called. */
  readonly chatOf?: (handset: HandsetView) => string;
  /** Readings in force in these tests. */
  readonly readings?: Readonly<Record<string, string | number>>;
}

const SECRET = 'Abcdefghijklmnopqrstuvwxyz_-0123';

/** A driver before the sandbox's emulator of its messenger, by HTTP; the first seeded customer of a line. */
export class LinesBench<Credentials> implements Bench {
  readonly #files = new Map<string, SampleFile>();
  readonly #entered: Credentials;
  readonly #keys = new KeyCache({
    clock: { now: () => Date.now() },
    onFailure: (error) => {
      throw error;
    },
  });
  readonly #context: ConnectedContext<Credentials>;
  /** As the ledger keeps it: what the chat's newest event told. */
  #chatReference: string | undefined;
  readonly strangers: unknown;

  private constructor(
    private readonly options: LinesBenchOptions<Credentials>,
    private readonly sandbox: TestSandbox,
    private readonly network: ClosableHttpClient,
    private readonly line: LineView,
    private readonly handset: HandsetView,
  ) {
    const { driver, messenger, strange } = options;
    this.#entered = driver.credentials.parse(line.credentials);
    this.strangers = driver.credentials.parse(strange(line.credentials));
    this.#context = {
      http: impatient(network),
      clock: { now: () => Date.now() },
      credentials: this.#entered,
      webhook: {
        url: `${sandbox.hooks.origin}/hooks/${messenger}/c-1`,
        secret: SECRET,
        ...(options.paste === undefined ? {} : { isConfirmed: true }),
      },
    };
    sandbox.hooks.answer = (response, request) => {
      const sample = this.#files.get(request.url);
      if (sample !== undefined) {
        response.writeHead(200, { 'Content-Type': sample.mimeType, 'Content-Length': sample.bytes.length });
        response.end(request.method === 'HEAD' ? undefined : sample.bytes);
        return;
      }
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500, { 'Content-Type': 'text/plain' });
        response.end(String(error));
      });
    };
  }

  static async start<Credentials>(options: LinesBenchOptions<Credentials>): Promise<LinesBench<Credentials>> {
    const sandbox = await startTestSandbox();
    const { lines } = await sandbox.state();
    const { messenger, isLine = () => true } = options;
    const line = lines.lines.find((each) => each.messenger === messenger && isLine(each));
    const handset = lines.handsets.find((each) => each.messenger === messenger && each.lineId === line?.id);
    if (line === undefined || handset === undefined) throw new Error(`The sandbox has no such ${messenger}`);
    return new LinesBench(options, sandbox, createHttpClient(), line, handset);
  }

  get driver(): Messenger {
    return this.options.driver;
  }

  get context(): ConnectedContext<Credentials> {
    return this.#chatReference === undefined ? this.#context : { ...this.#context, chatReference: this.#chatReference };
  }

  get chat(): string {
    return this.options.chatOf?.(this.handset) ?? this.handset.id;
  }

  async reset(): Promise<void> {
    this.#chatReference = undefined;
    await this.sandbox.quiet(this.options.messenger);
    await this.sandbox.reset();
    if (this.options.readings !== undefined) await this.sandbox.assume(this.options.readings);
    // A reset leaves the webhook where it is.
    await this.options.driver.connect(this.context, { takeOver: true });
    await this.options.driver.disconnect(this.context);
    // The far side asks the driver before it saves the address, so this fails where that does not answer as it should.
    if (this.options.paste !== undefined) await this.actOnLine(this.options.paste(this.context.webhook.url));
    this.sandbox.hooks.seen.length = 0;
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    await this.network.close();
  }

  async open(): Promise<void> {
    await this.says('Hello');
    await this.event(({ kind }) => kind === 'message');
  }

  async says(text: string): Promise<void> {
    await this.#say({ text });
  }

  async does(kind: InboundKind): Promise<boolean> {
    if (isMediaType(kind)) return this.#tries(() => this.#sendFiles(kind, 1));
    switch (kind) {
      case 'text':
        return this.#tries(() => this.says('Hello'));
      case 'location':
        return this.#tries(() => this.#say({ location: { latitude: 55.75, longitude: 37.61 } }));
      case 'contact':
        return this.#tries(() => this.#say({ contact: { name: 'Bob Rivers', phone: '+16505550000' } }));
      case 'forward':
        return this.#tries(() => this.#say({ text: 'See this', forwarded: true }));
      case 'quote': {
        const replyTo = await this.#sent('Quote me');
        return this.#tries(() => this.#say({ text: 'Yes', replyTo }));
      }
      case 'album':
        return this.#tries(() => this.#sendFiles('picture', 2));
      case 'press': {
        const part = this.#text('Pick');
        const buttons = [[{ text: 'Yes' }], [{ text: 'No' }]];
        await this.options.driver.send(this.context, { ...part, content: { ...part.content, buttons } });
        const message = (await this.#handset()).messages.findLast((each) => each.buttons.length > 0);
        if (message === undefined) return false;
        return this.#tries(() => this.#control('POST', `messages/${inPath(message.id)}/press`, { row: 0, column: 0 }));
      }
      case 'edit':
      case 'removal': {
        const message = await this.#say({ text: 'First words' });
        await this.event((event) => event.kind === 'message');
        const path = `messages/${inPath(message.id)}`;
        return this.#tries(() =>
          kind === 'edit' ? this.#control('PATCH', path, { text: 'Other words' }) : this.#control('DELETE', path),
        );
      }
      case 'reaction': {
        const id = await this.#sent('React to me');
        return this.#tries(() => this.#control('POST', `messages/${inPath(id)}/reaction`, { emoji: '👍' }));
      }
      case 'typing':
        return this.#tries(() => this.#control('POST', 'act', { act: 'type' }));
    }
  }

  async received(): Promise<Received> {
    return this.#receive(await this.#webhook());
  }

  async event(fits: (event: InboundEvent) => boolean): Promise<InboundEvent> {
    for (;;) {
      const received = await this.received();
      if (received.kind !== 'events') throw new Error(received.reason);
      const event = received.events.find(fits);
      if (event !== undefined) return event;
    }
  }

  async forged(): Promise<Received> {
    const request = await this.#webhook();
    if (this.options.driver.authentication === undefined) {
      return this.#receive({ ...request, bytes: Buffer.from(`${request.body.slice(0, -1)} }`) });
    }
    const { authorization = '' } = request.headers;
    const signature = authorization.lastIndexOf('.') + 1;
    const other = authorization[signature] === 'A' ? 'B' : 'A';
    const forged = authorization.slice(0, signature) + other + authorization.slice(signature + 1);
    return this.#receive({ ...request, headers: { ...request.headers, authorization: forged } });
  }

  async shown(): Promise<readonly Shown[]> {
    const { messages } = await this.#handset();
    return Promise.all(messages.filter(({ from }) => from === 'line').map((message) => this.#shownOf(message)));
  }

  async reactions(remoteId: string): Promise<readonly string[]> {
    const message = (await this.#handset()).messages.find(({ id }) => id === remoteId);
    return (message?.reactions ?? []).map(({ emoji }) => emoji);
  }

  async isTyping(): Promise<boolean> {
    return ((await this.#handset()).typingUntil ?? 0) > Date.now();
  }

  async read(): Promise<readonly string[]> {
    const { messages } = await this.#handset();
    return messages.filter(({ from, status }) => from === 'customer' && status === 'read').map(({ id }) => id);
  }

  async isEnded(): Promise<boolean> {
    return (await this.#handset()).endedByLine;
  }

  async steal(): Promise<void> {
    if (this.options.steal !== undefined)
      await this.actOnLine(this.options.steal(`${this.sandbox.hooks.origin}/theirs`));
  }

  async repeatsWebhooks(): Promise<void> {
    await this.sandbox.fault({ name: `${this.options.messenger}-hook-duplicate`, times: 1 });
  }

  async trouble(trouble: Trouble): Promise<void> {
    const name = `${this.options.messenger}-${trouble.kind}` as const;
    const { status, retryAfter } = trouble.kind === 'error' ? trouble : {};
    await this.sandbox.fault({
      name,
      ...(status !== undefined && this.options.lasting?.includes(status) === true ? {} : { times: 1 }),
      ...(status === undefined ? {} : { status }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    });
  }

  file(sample: SampleFile): OutboundFile {
    const path = `/files/${sample.name}`;
    this.#files.set(path, sample);
    return {
      name: sample.name,
      mimeType: sample.mimeType === 'audio/ogg' ? 'audio/ogg; codecs=opus' : sample.mimeType,
      size: sample.bytes.length,
      durationS: 3,
      async *open() {
        yield await Promise.resolve(sample.bytes);
      },
      link: () => `${this.sandbox.hooks.origin}${path}`,
    };
  }

  /** What the provider does, by the emulator's own words. */
  async actOnLine(act: Readonly<Record<string, unknown>>): Promise<void> {
    const { messenger, id } = this.line;
    await this.sandbox.post(`/lines/${messenger}/${inPath(id)}/act`, act);
  }

  /** What the customer does beside writing, by the emulator's own words. */
  async act(act: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#control('POST', 'act', act);
  }

  assume(readings: Readonly<Record<string, string | number>>): Promise<void> {
    return this.sandbox.assume(readings);
  }

  #text(text: string) {
    return {
      key: crypto.randomUUID(),
      chat: this.chat,
      content: { type: 'text', text },
      lastInboundAt: Date.now(),
    } as const;
  }

  /** Sends a text. @returns its id on the phone, which not every messenger tells the line */
  async #sent(text: string): Promise<string> {
    await this.options.driver.send(this.context, this.#text(text));
    const message = (await this.#handset()).messages.findLast(({ from }) => from === 'line');
    if (message === undefined) throw new Error('The customer sees nothing');
    return message.id;
  }

  async #sendFiles(type: MediaType, count: number): Promise<void> {
    const samples = Array.from({ length: count }, () => sampleOf(type));
    const files = [];
    for (const sample of samples) files.push(await this.#upload(sample));
    await this.#say({ files, as: type });
  }

  async #upload({ name, mimeType, bytes }: SampleFile): Promise<string> {
    const query = new URLSearchParams({ name, type: mimeType }).toString();
    const response = await fetch(`${this.sandbox.url}/control/files?${query}`, {
      method: 'POST',
      body: new Uint8Array(bytes),
    });
    return ((await response.json()) as FileView).id;
  }

  #say(message: NewHandsetMessage): Promise<HandsetMessage> {
    return this.#control('POST', 'messages', message);
  }

  /** @returns false where the messenger has no such thing; its emulator says so with 409. */
  async #tries(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('409')) return false;
      throw error;
    }
  }

  async #control<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const { messenger, id } = this.line;
    const base = `${this.sandbox.url}/control/lines/${messenger}/${inPath(id)}/handsets/${inPath(this.handset.id)}`;
    const response = await fetch(`${base}/${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${String(response.status)} ${text}`);
    return JSON.parse(text) as Answer;
  }

  async #handset(): Promise<HandsetView> {
    const { lines } = await this.sandbox.state();
    const { messenger, lineId, id } = this.handset;
    const found = lines.handsets.find(
      (each) => each.messenger === messenger && each.lineId === lineId && each.id === id,
    );
    if (found === undefined) throw new Error('The customer is gone');
    return found;
  }

  async #shownOf(message: HandsetMessage): Promise<Shown> {
    // Where files go as links, whoever has the message follows them.
    const links = [...this.#files.keys()].map((path) => this.sandbox.hooks.origin + path);
    const addresses = [
      ...message.files.map(({ url }) => this.sandbox.url + url),
      ...links.filter((link) => message.text.includes(link) || opens(message, link)),
    ];
    const files = await Promise.all(
      addresses.map(async (address) => {
        const bytes = Buffer.from(await (await fetch(address)).arrayBuffer());
        return createHash('sha256').update(bytes).digest('hex');
      }),
    );
    const { kind } = message;
    return {
      id: message.id,
      kind: kind === 'text' || isMediaType(kind) ? kind : 'other',
      text: message.text,
      files,
      buttons: message.buttons.flat().map(({ text }) => text),
      rows: (message.list?.sections ?? []).flatMap(({ rows }) => rows.map(({ title }) => title)),
      isTemplate: message.template !== null,
      quotes: message.quote?.messageId ?? null,
    };
  }

  #webhook(): Promise<SeenRequest> {
    const { seen } = this.sandbox.hooks;
    const isHook = ({ url, method }: SeenRequest): boolean => url.startsWith('/hooks/') && method === 'POST';
    return waitFor(
      () => {
        const index = seen.findIndex(isHook);
        return index < 0 ? undefined : seen.splice(index, 1)[0];
      },
      { what: 'a webhook', everyMs: 10, timeoutMs: 15_000 },
    );
  }

  async #answer(request: SeenRequest, response: ServerResponse): Promise<void> {
    const received = await this.#receive(request);
    const answer = received.kind === 'events' ? received.answer : { status: received.status, body: received.reason };
    response.writeHead(answer.status, { 'Content-Type': 'text/plain' });
    response.end(answer.body);
  }

  /** Proves, fetches ahead and reads it, as the api does. */
  async #receive({ method, url, headers, bytes }: SeenRequest): Promise<Received> {
    const { driver } = this.options;
    const { http, clock, credentials, webhook } = this.#context;
    const [path = '', query = ''] = url.split('?', 2);
    const request: RawRequest = {
      method,
      path,
      query,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: bytes,
    };
    const context: ReceiveContext<Credentials> = {
      connectionId: asConnectionId('c-1'),
      credentials,
      webhook,
      clock,
      sources: [this.line.id],
    };
    const proof = await authenticateHook(driver, context, request, { keys: this.#keys, http });
    if (proof.kind === 'unverified') throw new Error('The keys of the messenger cannot be had');
    if (proof.kind === 'refused') return proof;
    const { claims } = proof;
    const fetched = await fetchAhead(driver, context, request, { http });
    const received = driver.receive(
      { ...context, ...(claims === undefined ? {} : { claims }), ...(fetched === undefined ? {} : { fetched }) },
      request,
    );
    for (const event of received.kind === 'events' ? received.events : []) {
      if ('chatReference' in event) this.#chatReference = event.chatReference ?? this.#chatReference;
    }
    return received;
  }
}

function inPath(id: string): string {
  return encodeURIComponent(id);
}

function opens({ buttons }: HandsetMessage, link: string): boolean {
  return buttons.flat().some(({ url }) => url === link);
}
