import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApplicationFailure, type Logger } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { createActivities } from '../../src/activities';
import type { Dependencies } from '../../src/activities/dependencies';
import { PassingTemplates } from '../../src/activities/passing-templates';
import { createFiles } from '../../src/activities/files';
import type { HttpClient } from '../../src/http/client';
import { createHttpClient } from '../../src/http/undici-client';
import { createChatApi } from '../../src/kommo/chat-api';
import { registerScope, registerSource } from '../../src/ledger/registration';
import { createMediaStore } from '../../src/media/choose-store';
import { createMediaLinks } from '../../src/media/links';
import { asAccountId, asChatId, type ChatId } from '../../src/model/ids';
import type { Lane } from '../../src/model/lane';
import type { InboxChat, InboxMessage, JournalEntry, PhoneView } from '../../src/sandbox/control/contract';
import { SANDBOX } from '../../src/sandbox/credentials';
import type { LaneResult } from '../../src/workflows/contract';
import { startTestSandbox, type TestSandbox } from '../http/running-sandbox';
import { fromKommo, fromMessenger, openLedger, type Ledger, type Tenant } from '../ledger/ledger';

export const BOT_ID = SANDBOX.telegram.bot.token.slice(0, SANDBOX.telegram.bot.token.indexOf(':'));

/** A customer with a phone who has written once, and that message in the manager's inbox. */
export interface Customer {
  readonly phoneChat: string;
  readonly chatId: ChatId;
}

/** What one run of an activity came to. */
export type Ran =
  | { readonly kind: 'returned'; readonly result: LaneResult }
  | { readonly kind: 'later'; readonly type: string; readonly message: string; readonly delayMs: number };

/** The activities with a ledger and the emulators, without an engine. */
export interface Courier {
  readonly ledger: Ledger;
  readonly sandbox: TestSandbox;
  readonly tenant: Tenant;
  readonly deps: Dependencies;
  customer(): Promise<Customer>;
  /** Runs the lane's activity once, as its `attempt`-th. `http` goes in front of the network. */
  run(
    lane: Lane,
    chatId: ChatId,
    options?: { readonly parked?: boolean; readonly http?: HttpClient; readonly attempt?: number },
  ): Promise<Ran>;
  reportReceipts(chatId: ChatId): Promise<{ more: boolean }>;
  /** The manager writes: a message in Kommo, and accepted by us. */
  managerWrites(chatId: ChatId, text: string): Promise<string>;
  customerWrites(customer: Customer, text: string): Promise<void>;
  /** Time passes for a row in doubt or put off and for turns to send, without waiting for it. */
  pass(chatId: ChatId, seconds: number): Promise<void>;
  phone(customer: Customer): Promise<PhoneView>;
  /** What the bot has sent to the phone. */
  onPhone(customer: Customer): Promise<string[]>;
  inbox(chatId: ChatId): Promise<InboxChat | undefined>;
  inboxMessage(id: string): Promise<InboxMessage | undefined>;
  /** Requests of one operation that the emulators have seen. */
  requests(side: 'kommo' | 'telegram', operation: string): Promise<JournalEntry[]>;
  /** Readings of the sheets that a test has changed, as they were. */
  assumeNothing(): Promise<void>;
  close(): Promise<void>;
}

const SILENT: Logger = (() => {
  const nothing = (): void => undefined;
  return { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
})();

/** Long enough for the emulators, short enough to wait for. */
const TIMEOUT_MS = 400;

export async function startCourier(): Promise<Courier> {
  const [ledger, sandbox] = await Promise.all([openLedger(), startTestSandbox()]);
  const network = createHttpClient();
  const mediaDir = await mkdtemp(path.join(tmpdir(), 'courier-media-'));
  const impatient: HttpClient = {
    ...network,
    request: (request) => network.request({ ...request, timeoutMs: Math.min(request.timeoutMs, TIMEOUT_MS) }),
  };
  const tenant = await connect(ledger, sandbox, network);
  const deps: Dependencies = {
    db: ledger.db,
    vault: ledger.vault,
    http: impatient,
    files: createFiles({
      store: await createMediaStore({ directory: mediaDir, s3: undefined }),
      links: createMediaLinks({ publicUrl: sandbox.url, keys: [{ id: 't1', key: Buffer.alloc(32, 7) }] }),
      http: network,
      clock: Date,
      maxBytes: 20 * 1_024 * 1_024,
      linkMs: 60_000,
    }),
    templates: new PassingTemplates(),
    startWriteFirst: () => Promise.resolve(),
    clock: Date,
    log: pino({ level: 'silent' }),
  };
  const state = () => sandbox.state();
  const clientId = (chatId: ChatId): string => `telegram-${chatId}`;

  const courier: Courier = {
    ledger,
    sandbox,
    tenant,
    deps,
    customer: async () => {
      const phone = await sandbox.post<PhoneView>(`/telegram/bots/${BOT_ID}/customers`, { firstName: 'Ana' });
      // The emulator lets a bot write only to who wrote to it.
      await sandbox.post(`/telegram/bots/${BOT_ID}/chats/${phone.chatId}/messages`, { text: 'hello' });
      const { wake } = await ledger.acceptor.accept([
        fromMessenger(tenant, { chatRemoteId: phone.chatId, remoteId: randomUUID(), text: 'hello' }),
      ]);
      const chatId = wake[0]?.chatId ?? asChatId('');
      const ran = await courier.run('to-kommo', chatId);
      if (ran.kind !== 'returned') throw new Error(`The first message did not reach Kommo: ${ran.message}`);
      return { phoneChat: phone.chatId, chatId };
    },
    run: async (lane, chatId, { parked = false, http, attempt = 1 } = {}) => {
      const activities = createActivities(http === undefined ? deps : { ...deps, http });
      const environment = new MockActivityEnvironment({ attempt }, { logger: SILENT });
      const work = (): Promise<LaneResult> =>
        lane === 'to-kommo'
          ? activities.deliverToKommo({ chatId, parked })
          : activities.deliverToMessenger({ chatId, parked });
      try {
        return { kind: 'returned', result: await environment.run(work) };
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        const delayMs = typeof error.nextRetryDelay === 'number' ? error.nextRetryDelay : Number.NaN;
        return { kind: 'later', type: error.type ?? '', message: error.message, delayMs };
      }
    },
    reportReceipts: (chatId) => {
      const environment = new MockActivityEnvironment({}, { logger: SILENT });
      return environment.run(() => createActivities(deps).reportReceipts({ chatId }));
    },
    managerWrites: async (chatId, text) => {
      const { id } = await sandbox.post<InboxMessage>(`/kommo/chats/${clientId(chatId)}/messages`, {
        text,
        userId: SANDBOX.kommo.users[0].id,
      });
      const inbox = await courier.inbox(chatId);
      await ledger.acceptor.accept([
        fromKommo(tenant, { chatKommoId: inbox?.id ?? '', chatClientId: clientId(chatId), kommoId: id, text }),
      ]);
      return id;
    },
    customerWrites: async ({ phoneChat }, text) => {
      await ledger.acceptor.accept([
        fromMessenger(tenant, { chatRemoteId: phoneChat, remoteId: randomUUID(), text, at: Date.now() }),
      ]);
    },
    pass: async (chatId, seconds) => {
      await ledger.db.query(
        `update deliveries
         set next_attempt_at = next_attempt_at - $2 * interval '1 second',
             uncertain_since = uncertain_since - $2 * interval '1 second'
         where chat_id = $1 and state <> 'done'`,
        [chatId, seconds],
      );
      await ledger.db.query(
        `update lanes set next_at = next_at - $2 * interval '1 second', turn_at = turn_at - $2 * interval '1 second'
         where chat_id = $1`,
        [chatId, seconds],
      );
      await ledger.db.query(
        `update send_turns set next_at = next_at - $1 * interval '1 second', line_at = line_at - $1 * interval '1 second'`,
        [seconds],
      );
    },
    phone: async ({ phoneChat }) => {
      const phone = (await state()).telegram.phones.find((each) => each.chatId === phoneChat);
      if (phone === undefined) throw new Error('There is no such phone');
      return phone;
    },
    onPhone: async (customer) =>
      (await courier.phone(customer)).messages.filter(({ from }) => from === 'bot').map(({ text }) => text),
    inbox: async (chatId) => (await state()).kommo.chats.find((chat) => chat.clientId === clientId(chatId)),
    inboxMessage: async (id) =>
      (await state()).kommo.chats.flatMap(({ messages }) => messages).find((message) => message.id === id),
    requests: async (side, operation) =>
      (await sandbox.journal(side)).filter((entry) => entry.direction === 'in' && entry.operation === operation),
    assumeNothing: () => sandbox.assume({ 'history-lag-ms': 0, 'repeated-msgid': 'same-ids' }),
    close: async () => {
      await network.close();
      await rm(mediaDir, { recursive: true, force: true });
      await sandbox.close();
      await ledger.close();
    },
  };
  return courier;
}

async function connect(ledger: Ledger, sandbox: TestSandbox, http: HttpClient): Promise<Tenant> {
  const { account, channel, integration } = SANDBOX.kommo;
  const accountId = asAccountId(account.id);
  const scopeId = await registerScope(
    ledger.db,
    ledger.vault,
    { ...account, id: accountId },
    { ...integration, channel, bot: channel.bot, chatApiOrigin: sandbox.url, windowMs: null },
  );
  const api = createChatApi({ http, clock: Date, origin: sandbox.url, channelId: channel.id, secret: channel.secret });
  const answer = await api.connect({ accountAmojoId: account.amojoId, title: channel.name });
  if (answer.kind !== 'accepted') throw new Error(answer.text);
  const source = await registerSource(ledger.db, ledger.vault, {
    scopeId,
    messenger: 'telegram',
    credentials: { token: SANDBOX.telegram.bot.token, apiBaseUrl: `${sandbox.url}/telegram` },
    remoteId: BOT_ID,
    name: 'Shop',
    externalId: `telegram-${BOT_ID}`,
  });
  return { accountId, amojoId: account.amojoId, scopeId, ...source };
}
