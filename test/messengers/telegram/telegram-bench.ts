import { createHash } from 'node:crypto';
import type {
  ConnectedContext,
  InboundEvent,
  InboundKind,
  OutboundFile,
  Received,
} from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { isMediaType, type MediaType } from '../../../src/model/content';
import type { PhoneFileKind, PhoneKind, PhoneMessage } from '../../../src/sandbox/control/contract';
import type { SampleFile } from '../../support/sample-files';
import type { Bench, Shown, Trouble } from '../conformance/bench';
import { impatient } from '../conformance/impatient-http';
import { sampleOf } from '../conformance/observed';
import { CHAT, outbound, Stage } from './with-sandbox';

const SENT_AS: Readonly<Record<MediaType, PhoneFileKind>> = {
  picture: 'photo',
  video: 'video',
  voice: 'voice',
  audio: 'audio',
  file: 'document',
  sticker: 'sticker',
};
const SHOWN_AS = new Map<PhoneKind, Shown['kind']>([
  ['text', 'text'],
  ...Object.entries(SENT_AS).map(([type, kind]) => [kind, type as MediaType] as const),
]);

/** Telegram's driver before its emulator: the sandbox's bot and its customer. */
export class TelegramBench implements Bench {
  readonly driver = telegram;
  readonly chat = CHAT;
  readonly strangers: TelegramCredentials;
  readonly context: ConnectedContext<TelegramCredentials>;

  private constructor(private readonly stage: Stage) {
    this.context = { ...stage.context, http: impatient(stage.context.http) };
    this.strangers = { ...stage.context.credentials, token: '500000009:not-a-known-token' };
  }

  static async start(): Promise<TelegramBench> {
    return new TelegramBench(await Stage.start());
  }

  async reset(): Promise<void> {
    await this.stage.reset();
    // The suite connects more often than an administrator does.
    await this.stage.sandbox.assume({ 'telegram-set-webhook-ms': 0 });
  }

  close(): Promise<void> {
    return this.stage.close();
  }

  async open(): Promise<void> {
    await this.says('/start');
    await this.event(({ kind }) => kind === 'message');
  }

  async says(text: string): Promise<void> {
    await this.stage.customerWrites(text);
  }

  async does(kind: InboundKind): Promise<boolean> {
    if (isMediaType(kind)) {
      await this.stage.customerWrites({ file: await this.stage.putFile(sampleOf(kind)), as: SENT_AS[kind] });
      return true;
    }
    switch (kind) {
      case 'text':
        await this.says('Hello');
        return true;
      case 'location':
        await this.stage.customerWrites({ location: { latitude: 55.75, longitude: 37.61 } });
        return true;
      case 'contact':
        await this.stage.customerWrites({ contact: { name: 'Bob Rivers', phone: '+16505550000' } });
        return true;
      case 'forward':
        await this.stage.customerWrites({ text: 'See this', forwardFrom: { name: 'Bob' } });
        return true;
      case 'quote':
        await this.stage.customerWrites({ text: 'Yes', replyTo: Number(await this.#sent('Quote me')) });
        return true;
      case 'album': {
        const file = await this.stage.putFile(sampleOf('picture'));
        await this.stage.customerSends([file, file].map((each) => ({ file: each, as: 'photo' })));
        return true;
      }
      case 'press': {
        const id = await this.#sent('Pick', [[{ text: 'Yes' }], [{ text: 'No' }]]);
        await this.stage.customerDoes(`messages/${id}/press`, { row: 0, column: 0 });
        return true;
      }
      case 'edit': {
        const { id } = await this.stage.customerWrites('First words');
        await this.event((event) => event.kind === 'message');
        await this.stage.customerEdits(id, { text: 'Other words' });
        return true;
      }
      case 'reaction':
        await this.stage.customerDoes(`messages/${await this.#sent('React to me')}/reaction`, { emoji: '👍' });
        return true;
      // People do both, and no bot is told (telegram.md §0).
      case 'removal':
      case 'typing':
        return false;
    }
  }

  async received(): Promise<Received> {
    return this.stage.receive(await this.stage.sandbox.hook());
  }

  async event(fits: (event: InboundEvent) => boolean): Promise<InboundEvent> {
    for (;;) {
      const event = (await this.stage.nextReceived()).events.find(fits);
      if (event !== undefined) return event;
    }
  }

  /** The secret is what a webhook of Telegram's is known by; its body has no signature (telegram.md §1). */
  async forged(): Promise<Received> {
    const request = await this.stage.sandbox.hook();
    const secret = `${String(request.headers['x-telegram-bot-api-secret-token'])}x`;
    return this.stage.receive({
      ...request,
      headers: { ...request.headers, 'x-telegram-bot-api-secret-token': secret },
    });
  }

  async shown(): Promise<readonly Shown[]> {
    return Promise.all((await this.stage.fromBot()).map((message) => this.#shownOf(message)));
  }

  async reactions(remoteId: string): Promise<readonly string[]> {
    const message = (await this.stage.phone()).messages.find(({ id }) => String(id) === remoteId);
    return (message?.reactions ?? []).map(({ emoji }) => emoji);
  }

  async isTyping(): Promise<boolean> {
    return ((await this.stage.phone()).typingUntil ?? 0) > Date.now();
  }

  read(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  isEnded(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async steal(): Promise<void> {
    const url = `${this.stage.sandbox.hooks.origin}/theirs`;
    await telegram.connect({ ...this.context, webhook: { ...this.context.webhook, url } }, { takeOver: true });
  }

  async repeatsWebhooks(): Promise<void> {
    await this.stage.sandbox.fault({ name: 'telegram-hook-duplicate', times: 1 });
  }

  async trouble(trouble: Trouble): Promise<void> {
    const { kind, ...more } = trouble;
    await this.stage.sandbox.fault({ name: `telegram-${kind}`, times: 1, ...more });
  }

  file(sample: SampleFile): OutboundFile {
    return outbound(sample);
  }

  /** @returns Telegram's id of it. */
  async #sent(text: string, buttons?: readonly (readonly { readonly text: string }[])[]): Promise<string> {
    const content = { type: 'text', text, ...(buttons === undefined ? {} : { buttons }) } as const;
    const { remoteId } = await telegram.send(this.context, { key: crypto.randomUUID(), chat: CHAT, content });
    return remoteId;
  }

  async #shownOf(message: PhoneMessage): Promise<Shown> {
    const { file } = message;
    const files =
      file === null
        ? []
        : [
            createHash('sha256')
              .update(await this.stage.bytesOf(file))
              .digest('hex'),
          ];
    return {
      id: String(message.id),
      kind: SHOWN_AS.get(message.kind) ?? 'other',
      text: message.text,
      files,
      buttons: message.buttons.flat().map(({ text }) => text),
      rows: [],
      isTemplate: false,
      quotes: message.quote === null ? null : String(message.quote.messageId),
    };
  }
}
