import { randomUUID } from 'node:crypto';
import { Acceptor } from '../../src/ledger/acceptor';
import type { KeptEvent, MessageFromKommo, MessageFromMessenger, Receipt } from '../../src/ledger/acceptable';
import { openDatabase, type Database } from '../../src/ledger/database';
import { settleAndClaim } from '../../src/ledger/claim';
import type { ClaimedDelivery, ClaimedMessage } from '../../src/ledger/claimed';
import { takeLane, type HeldLane } from '../../src/ledger/lane';
import { registerScope, registerSource, type RegisteredSource } from '../../src/ledger/registration';
import { createVault, type Vault } from '../../src/ledger/vault';
import { asAccountId, asChatId, type AccountId, type ChatId, type ScopeId } from '../../src/model/ids';
import type { Lane } from '../../src/model/lane';
import { createDatabase, type TestDatabase } from '../support/database';

/** One account with one channel and one bot. */
export interface Tenant extends RegisteredSource {
  readonly accountId: AccountId;
  readonly amojoId: string;
  readonly scopeId: ScopeId;
}

/** A migrated database of its own, opened as the processes open it. */
export interface Ledger {
  readonly test: TestDatabase;
  readonly db: Database;
  readonly vault: Vault;
  readonly acceptor: Acceptor;
  /** Another pool on the same database, as of another process; closed with the ledger. */
  anotherProcess(): { readonly db: Database; readonly acceptor: Acceptor };
  /** Registers an account; with `channelId` it joins that channel. */
  tenant(options?: TenantOptions): Promise<Tenant>;
  close(): Promise<void>;
}

export interface TenantOptions {
  readonly channelId?: string;
  readonly channelSecret?: string;
  readonly chatApiOrigin?: string;
  readonly windowMs?: number | null;
  readonly withSource?: boolean;
  readonly credentials?: unknown;
  readonly botId?: string;
}

export async function openLedger(): Promise<Ledger> {
  const test = await createDatabase();
  const vault = createVault([{ id: 't1', key: Buffer.alloc(32, 7) }]);
  const pools: Database[] = [];
  const open = () => {
    const db = openDatabase(test.url, { max: 6 });
    pools.push(db);
    return { db, acceptor: new Acceptor(db, vault) };
  };
  const { db, acceptor } = open();
  let accounts = 0;
  return {
    test,
    db,
    vault,
    acceptor,
    anotherProcess: open,
    tenant: async (options = {}) => {
      accounts += 1;
      const accountId = asAccountId(1_000_000 + accounts);
      const amojoId = randomUUID();
      const channelId = options.channelId ?? randomUUID();
      const scopeId = await registerScope(
        db,
        vault,
        { id: accountId, amojoId, subdomain: `account${accounts}` },
        {
          clientId: `client-of-${channelId}`,
          clientSecret: 'client-secret',
          channel: { id: channelId, secret: options.channelSecret ?? 'channel-secret', name: 'Channel' },
          bot: { id: randomUUID(), name: 'Bot' },
          chatApiOrigin: options.chatApiOrigin ?? 'http://127.0.0.1:9',
          windowMs: options.windowMs ?? null,
        },
      );
      const botId = options.botId ?? String(500 + accounts);
      const source =
        options.withSource === false
          ? {
              sourceId: '' as RegisteredSource['sourceId'],
              connectionId: '' as RegisteredSource['connectionId'],
              webhookSecret: '',
            }
          : await registerSource(db, vault, {
              scopeId,
              messenger: 'telegram',
              credentials: options.credentials ?? { token: `${botId}:aaaaaaaaaaaa` },
              remoteId: botId,
              name: 'Shop',
              externalId: `telegram-${botId}`,
            });
      return { accountId, amojoId, scopeId, ...source };
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await test.drop();
    },
  };
}

let counter = 0;

export function fromMessenger(
  tenant: Tenant,
  given: Partial<MessageFromMessenger> & { readonly text?: string } = {},
): MessageFromMessenger {
  counter += 1;
  const { text, ...rest } = given;
  const chatRemoteId = rest.chatRemoteId ?? '77';
  const remoteId = rest.remoteId ?? `r${counter}`;
  return {
    kind: 'message-from-messenger',
    side: 'messenger',
    accountId: tenant.accountId,
    scopeId: tenant.scopeId,
    sourceId: tenant.sourceId,
    dedupeKey: `${tenant.connectionId}/message/${chatRemoteId}/${remoteId}`,
    chatRemoteId,
    remoteId,
    author: { remoteId: chatRemoteId, name: 'Ana' },
    at: 1_790_000_000_000 + counter,
    windowMs: null,
    opensWindow: true,
    aliases: [],
    content: { type: 'text', text: text ?? `message ${counter}` },
    raw: Buffer.from('{}'),
    ...rest,
  };
}

export function fromKommo(
  tenant: Tenant,
  given: Partial<MessageFromKommo> & { readonly text?: string } = {},
): MessageFromKommo {
  counter += 1;
  const { text, ...rest } = given;
  const kommoId = rest.kommoId ?? randomUUID();
  return {
    kind: 'message-from-kommo',
    side: 'kommo',
    accountId: tenant.accountId,
    scopeId: tenant.scopeId,
    dedupeKey: `${tenant.scopeId}/message/${kommoId}`,
    chatKommoId: randomUUID(),
    chatClientId: null,
    sourceExternalId: null,
    kommoId,
    author: { kommoId: 'user-1', name: 'Maria' },
    customer: { kommoId: 'customer-1', name: 'Ana' },
    at: 1_790_000_000_000 + counter,
    content: { type: 'text', text: text ?? `answer ${counter}` },
    raw: Buffer.from('{}'),
    ...rest,
  };
}

export function receipt(
  tenant: Tenant,
  remoteId: string,
  state: Receipt['state'],
  given: Partial<Receipt> = {},
): Receipt {
  counter += 1;
  return {
    kind: 'receipt',
    accountId: tenant.accountId,
    sourceId: tenant.sourceId,
    dedupeKey: `${tenant.connectionId}/receipt/${counter}`,
    remoteId,
    correlation: null,
    windowClosed: false,
    state,
    code: state === 'failed' ? 905 : null,
    text: state === 'failed' ? 'The customer has blocked us.' : null,
    said: null,
    at: 1_790_000_000_000 + counter,
    raw: Buffer.from('{}'),
    ...given,
  };
}

export function kept(tenant: Tenant, given: Partial<KeptEvent> = {}): KeptEvent {
  counter += 1;
  return {
    kind: 'kept',
    as: 'ignored',
    accountId: tenant.accountId,
    scopeId: tenant.scopeId,
    connectionId: null,
    dedupeKey: `kept/${counter}`,
    reason: 'of no consequence',
    raw: null,
    ...given,
  };
}

/** The chat of a fresh customer who has written once, and that row brought to Kommo; so both lanes are empty. */
export async function quietChat(ledger: Ledger, tenant: Tenant): Promise<{ chatId: ChatId; clientId: string }> {
  counter += 1;
  const chatRemoteId = `c${counter}`;
  await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId })]);
  const { rows } = await ledger.db.query<{ id: string }>(
    'select id from chats where source_id = $1 and remote_id = $2',
    [tenant.sourceId, chatRemoteId],
  );
  const chatId = asChatId(rows[0]?.id ?? '');
  const held = await take(ledger.db, chatId, 'to-kommo');
  const delivery = await claim(ledger.db, held);
  await settleAndClaim(ledger.db, held, { deliveryId: delivery.id, outcome: { kind: 'sent' } }, 'leave');
  return { chatId, clientId: `telegram-${chatId}` };
}

export async function take(db: Database, chatId: ChatId, lane: Lane): Promise<HeldLane> {
  const held = await takeLane(db, chatId, lane);
  if (held === undefined) throw new Error('There is no such chat');
  return held;
}

/** Claims the head, which has to be there and a message. */
export async function claim(db: Database, held: HeldLane): Promise<ClaimedMessage> {
  const delivery = await claimAny(db, held);
  if (delivery.kind !== 'message' && delivery.kind !== 'note')
    throw new Error(`Expected a message, got ${delivery.kind}`);
  return delivery;
}

export function inText(...texts: readonly string[]): { carries: 'text'; text: string }[] {
  return texts.map((text) => ({ carries: 'text', text }));
}

export async function claimAny(db: Database, held: HeldLane): Promise<ClaimedDelivery> {
  const claimed = await settleAndClaim(db, held, undefined, 'claim');
  if (claimed.kind !== 'claimed') throw new Error(`Expected a claim, got ${claimed.kind}`);
  return claimed.delivery;
}

export interface DeliveryRow {
  readonly id: string;
  readonly message_id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly tick: string | null;
  readonly outcome_code: number | null;
  readonly outcome_text: string | null;
  readonly text: string;
  readonly kommo_msec: number | null;
}

export async function deliveriesOf(db: Database, chatId: ChatId, lane: Lane): Promise<DeliveryRow[]> {
  const { rows } = await db.query<DeliveryRow>(
    `select deliveries.*, messages.content->>'text' as text
     from deliveries join messages on messages.id = deliveries.message_id
     where deliveries.chat_id = $1 and lane = $2 order by seq`,
    [chatId, lane],
  );
  return rows;
}

export async function count(db: Database, what: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await db.query<{ count: number }>(`select count(*) as count from ${what}`, [...values]);
  return rows[0]?.count ?? -1;
}
