import { recordLateProof } from '../../src/ledger/attempt';
import { settleAndClaim } from '../../src/ledger/claim';
import { takeLane, type HeldLane } from '../../src/ledger/lane';
import { findProof } from '../../src/ledger/proofs';
import { reachWatermark } from '../../src/ledger/watermarks';
import type { ChatId } from '../../src/model/ids';
import { fromKommo, fromMessenger, openLedger, quietChat, receipt, type Ledger, type Tenant } from './ledger';

let ledger: Ledger;
let tenant: Tenant;
beforeAll(async () => {
  ledger = await openLedger();
  tenant = await ledger.tenant();
});
afterAll(() => ledger.close());

interface Begun {
  readonly chatId: ChatId;
  readonly remoteChat: string;
  readonly held: HeldLane;
  readonly deliveryId: string;
  readonly messageId: string;
}

/** A manager's message that is claimed: its request is on the wire. */
async function begin(): Promise<Begun> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId })]);
  const held = await takeLane(ledger.db, chatId, 'to-messenger');
  if (held?.chat.remoteId == null) throw new Error('The chat has no address');
  const claim = await settleAndClaim(ledger.db, held, undefined, 'claim');
  if (claim.kind !== 'claimed') throw new Error(`Nothing was claimed: ${claim.kind}`);
  const { id, messageId } = claim.delivery;
  return { chatId, remoteChat: held.chat.remoteId, held, deliveryId: id, messageId };
}

async function record({ held, deliveryId }: Begun, outcome: 'sent' | 'unknown'): Promise<void> {
  const settled =
    outcome === 'sent'
      ? ({ outcome: { kind: 'sent' }, remoteId: `r-${deliveryId}`, tick: 'sent' } as const)
      : ({ outcome: { kind: 'unknown', text: 'No answer' }, tick: 'failed' } as const);
  await settleAndClaim(ledger.db, held, { deliveryId: deliveryId as never, ...settled }, 'leave');
}

async function stateOf({ deliveryId }: Begun): Promise<string> {
  const { rows } = await ledger.db.query<{ outcome: string | null; tick: string | null }>(
    'select outcome, tick from deliveries where id = $1',
    [deliveryId],
  );
  return `${String(rows[0]?.outcome)}/${String(rows[0]?.tick)}`;
}

let counter = 0;
const mark = ({ remoteChat }: Begun, state: 'delivered' | 'read', until: number) => {
  counter += 1;
  const { accountId, sourceId, connectionId } = tenant;
  return {
    kind: 'watermark',
    accountId,
    sourceId,
    dedupeKey: `${connectionId}/watermark/${String(counter)}`,
    chatRemoteId: remoteChat,
    state,
    until,
    raw: Buffer.from('{}'),
  } as const;
};

const LATER = Date.now() + 3_600_000;
const BEFORE = Date.now() - 3_600_000;

describe('a watermark', () => {
  it('moves every tick it reaches, forward only, and wakes the chat for it once', async () => {
    const begun = await begin();
    await record(begun, 'sent');
    const accepted = await ledger.acceptor.accept([mark(begun, 'read', LATER)]);
    expect(accepted.wake).toMatchObject([{ chatId: begun.chatId, work: ['receipts'] }]);
    expect(await stateOf(begun)).toBe('sent/read');
    expect((await ledger.acceptor.accept([mark(begun, 'delivered', LATER + 1)])).wake).toEqual([]);
    expect(await stateOf(begun)).toBe('sent/read');
  });

  it('says nothing of what was sent after it', async () => {
    const begun = await begin();
    await record(begun, 'sent');
    await ledger.acceptor.accept([mark(begun, 'read', BEFORE)]);
    expect(await stateOf(begun)).toBe('sent/sent');
  });

  it('counts for a send that is recorded only after it came', async () => {
    const begun = await begin();
    await ledger.acceptor.accept([mark(begun, 'delivered', LATER)]);
    await record(begun, 'sent');
    expect(await reachWatermark(ledger.db, begun.chatId)).toBe(true);
    expect(await stateOf(begun)).toBe('sent/delivered');
    expect(await reachWatermark(ledger.db, begun.chatId)).toBe(false);
  });

  it('never turns a failure into something delivered', async () => {
    const begun = await begin();
    await record(begun, 'unknown');
    await ledger.acceptor.accept([mark(begun, 'read', LATER)]);
    expect(await stateOf(begun)).toBe('unknown/failed');
  });
});

describe('our own key in what the messenger tells', () => {
  it('proves a send that was recorded as unknown', async () => {
    const begun = await begin();
    await record(begun, 'unknown');
    await ledger.acceptor.accept([receipt(tenant, 'r-proof', 'sent', { correlation: begun.messageId })]);
    expect(await stateOf(begun)).toBe('sent/sent');
  });

  it('moves the tick of what it proves in the same breath', async () => {
    const begun = await begin();
    await record(begun, 'unknown');
    await ledger.acceptor.accept([receipt(tenant, 'r-read', 'read', { correlation: begun.messageId })]);
    expect(await stateOf(begun)).toBe('sent/read');
  });

  it('is kept for a send that is in doubt only later', async () => {
    const begun = await begin();
    await ledger.acceptor.accept([receipt(tenant, 'r-early', 'sent', { correlation: begun.messageId })]);
    expect(await stateOf(begun)).toBe('null/null');
    expect(await findProof(ledger.db, tenant.sourceId, begun.messageId)).toBe('r-early');
  });

  it('proves nothing of another source, and nothing by a key that is not ours', async () => {
    const begun = await begin();
    await record(begun, 'unknown');
    const other = await ledger.tenant();
    await ledger.acceptor.accept([
      receipt(other, 'r-other', 'sent', { correlation: begun.messageId }),
      receipt(tenant, 'r-odd', 'sent', { correlation: "1'; drop table receipts" }),
    ]);
    expect(await stateOf(begun)).toBe('unknown/failed');
  });

  it('adds nothing to a send whose answer came', async () => {
    const begun = await begin();
    await record(begun, 'sent');
    const proof = { deliveryId: begun.deliveryId as never, outcome: { kind: 'sent' }, remoteId: 'r-again' } as const;
    expect(await recordLateProof(ledger.db, proof)).toBe(false);
  });
});

describe('a customer with several addresses', () => {
  const chatsOf = async (remoteId: string): Promise<string[]> => {
    const { rows } = await ledger.db.query<{ id: string }>(
      'select id from chats where source_id = $1 and remote_id = $2',
      [tenant.sourceId, remoteId],
    );
    return rows.map(({ id }) => id);
  };

  it('stays in the one chat, which moves to the new address with its person', async () => {
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: '+155501' })]);
    const before = await chatsOf('+155501');
    await ledger.acceptor.accept([
      fromMessenger(tenant, {
        chatRemoteId: 'US.1',
        aliases: ['US.0', '+155501'],
        author: { remoteId: 'US.1', name: 'Ana' },
      }),
    ]);
    expect(await chatsOf('US.1')).toEqual(before);
    expect(await chatsOf('+155501')).toEqual([]);
    const { rows } = await ledger.db.query(
      `select participants.remote_id from chats join participants on participants.id = chats.customer_id where chats.id = $1`,
      [before[0]],
    );
    expect(rows).toEqual([{ remote_id: 'US.1' }]);
    const changes = await ledger.db.query('select before, after from address_changes where chat_id = $1', [before[0]]);
    expect(changes.rows).toEqual([{ before: '+155501', after: 'US.1' }]);
  });

  it('keeps two chats apart where both addresses were known as two people', async () => {
    await ledger.acceptor.accept([
      fromMessenger(tenant, { chatRemoteId: '+155502' }),
      fromMessenger(tenant, { chatRemoteId: 'US.2' }),
    ]);
    await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId: 'US.2', aliases: ['+155502'] })]);
    expect(await chatsOf('+155502')).toHaveLength(1);
    expect(await chatsOf('US.2')).toHaveLength(1);
  });

  it('keeps the name that was told when a later webhook tells none', async () => {
    await ledger.acceptor.accept([
      fromMessenger(tenant, { chatRemoteId: '9', author: { remoteId: '9', name: 'Ana' } }),
    ]);
    await ledger.acceptor.accept([
      fromMessenger(tenant, { chatRemoteId: '9', author: { remoteId: '9', name: 'Somebody', isUnnamed: true } }),
    ]);
    const { rows } = await ledger.db.query(
      'select name, unnamed from participants where remote_id = $1 and source_id = $2',
      ['9', tenant.sourceId],
    );
    expect(rows).toEqual([{ name: 'Ana', unnamed: false }]);
  });
});
