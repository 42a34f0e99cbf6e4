import { randomUUID } from 'node:crypto';
import { settleAndClaim } from '../../src/ledger/claim';
import { decideLate } from '../../src/ledger/late-decisions';
import { acceptedBefore, noteGaps, sendToKommoAgain, takenByKommo } from '../../src/ledger/missing';
import { countGaps, listGaps } from '../../src/ledger/reconciliation-views';
import { untoldWishes } from '../../src/ledger/account-wishes';
import { beginRound, chatsToCompare, endRound, noteCompared } from '../../src/ledger/reconciliations';
import { noteOutages, noteUptimes, type Uptime } from '../../src/ledger/uptimes';
import { chatsWithOverdueRows } from '../../src/ledger/wakes';
import { asIntegrationId, type ChatId } from '../../src/model/ids';
import { claim, count, deliveriesOf, fromKommo, openLedger, quietChat, take, type Ledger, type Tenant } from './ledger';

const HOUR = 60 * 60_000;

let ledger: Ledger;
let tenant: Tenant;
let chatId: ChatId;
let chatKommoId: string;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());
beforeEach(async () => {
  tenant = await ledger.tenant();
  chatId = (await quietChat(ledger, tenant)).chatId;
  chatKommoId = randomUUID();
  await ledger.db.query('update chats set kommo_id = $2 where id = $1', [chatId, chatKommoId]);
  await ledger.db.query(`update scopes set connected_at = now() - interval '30 days' where id = $1`, [tenant.scopeId]);
  await ledger.db.query('delete from api_uptimes');
  await ledger.db.query('delete from outages');
  await ledger.db.query('delete from reconciliations');
});

const sendLane = () => take(ledger.db, chatId, 'to-messenger');
const late = (text: string, as: 'going' | 'asks', at: number) => fromKommo(tenant, { chatKommoId, text, late: as, at });

async function key() {
  const { rows } = await ledger.db.query<{ id: string }>('select integration_id as id from scopes where id = $1', [
    tenant.scopeId,
  ]);
  return { integrationId: asIntegrationId(rows[0]?.id ?? ''), accountId: tenant.accountId };
}

describe('the times in which nobody could accept', () => {
  const up = (began: number, seen: number): Uptime => ({ id: randomUUID(), beganAgo: began, seenAgo: seen });

  it('are those that no process covers, and each is noted once', async () => {
    await noteUptimes(ledger.db, [up(9 * HOUR, 5 * HOUR), up(6 * HOUR, 3 * HOUR), up(2 * HOUR, 0)]);
    expect(await noteOutages(ledger.db)).toBe(1);
    expect(await noteOutages(ledger.db)).toBe(0);
    const { rows } = await ledger.db.query<{ hours: number }>(
      'select round(extract(epoch from ended_at - began_at) / 3600)::integer as hours from outages',
    );
    expect(rows).toEqual([{ hours: 1 }]);
    expect((await untoldWishes(ledger.db, 'reconciliations')).some(({ scopeId }) => scopeId === tenant.scopeId)).toBe(
      true,
    );
  });

  it('are not said before it is sure that no other process was there', async () => {
    await noteUptimes(ledger.db, [up(9 * HOUR, 1_500), up(500, 0)]);
    expect(await noteOutages(ledger.db)).toBe(0);
  });

  it('are none while one process takes over from another', async () => {
    const first = up(9 * HOUR, 1 * HOUR);
    await noteUptimes(ledger.db, [first, up(2 * HOUR, 0)]);
    await noteUptimes(ledger.db, [{ ...first, seenAgo: HOUR / 2 }]);
    expect(await noteOutages(ledger.db)).toBe(0);
  });
});

describe('a round', () => {
  it('looks a day back at what was active, and after an outage as far as that, at chats that rest', async () => {
    const daily = await beginRound(ledger.db, await key());
    expect(daily?.afterOutage).toBe(false);
    expect((daily?.begunAt ?? 0) - (daily?.from ?? 0)).toBe(25 * HOUR);
    if (daily === undefined) throw new Error('Nothing is installed');
    await endRound(ledger.db, daily);

    await ledger.db.query(`update chats set last_event_at = now() - interval '20 days' where id = $1`, [chatId]);
    await noteUptimes(ledger.db, [
      { id: randomUUID(), beganAgo: 60 * HOUR, seenAgo: 50 * HOUR },
      { id: randomUUID(), beganAgo: 49 * HOUR, seenAgo: 0 },
    ]);
    await noteOutages(ledger.db);
    await ledger.db.query(`update reconciliations set outages_until = now() - interval '55 hours'`);
    const round = await beginRound(ledger.db, await key());
    if (round === undefined) throw new Error('Nothing is installed');
    expect(round.afterOutage).toBe(true);
    expect(Math.round((round.begunAt - round.from) / HOUR)).toBe(50);
    expect(round.outages).toHaveLength(1);
    expect((await chatsToCompare(ledger.db, round, 10)).map((chat) => chat.chatId)).toEqual([chatId]);
    await endRound(ledger.db, round);
    expect((await beginRound(ledger.db, await key()))?.afterOutage).toBe(false);
  });

  it('that was interrupted goes on with the chats that are left', async () => {
    const other = (await quietChat(ledger, tenant)).chatId;
    await ledger.db.query('update chats set kommo_id = $2 where id = $1', [other, randomUUID()]);
    const first = await beginRound(ledger.db, await key());
    if (first === undefined) throw new Error('Nothing is installed');
    expect(await chatsToCompare(ledger.db, first, 10)).toHaveLength(2);
    await noteCompared(ledger.db, first, chatId, 7);

    const again = await beginRound(ledger.db, await key());
    expect(again).toEqual(first);
    if (again === undefined) throw new Error('Nothing is installed');
    expect((await chatsToCompare(ledger.db, again, 10)).map((chat) => chat.chatId)).toEqual([other]);
  });

  it('does not look at what was written before the channel was connected', async () => {
    await ledger.db.query('update scopes set connected_at = now() where id = $1', [tenant.scopeId]);
    const round = await beginRound(ledger.db, await key());
    expect((round?.begunAt ?? 0) - (round?.from ?? 0)).toBeLessThan(HOUR);
  });
});

describe('a message that was found', () => {
  it('goes out after what was sent, before what was written later, and its webhook is a repeat', async () => {
    const webhook = fromKommo(tenant, { chatKommoId, text: 'found', at: 1_000 });
    await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId, text: 'live', at: 2_000 })]);
    await ledger.acceptor.accept([{ ...webhook, late: 'going' }]);
    const { fresh } = await ledger.acceptor.accept([webhook]);

    expect(fresh.size).toBe(0);
    expect(await acceptedBefore(ledger.db, tenant, [webhook.kommoId, 'nobody knows'])).toEqual(
      new Set([webhook.kommoId]),
    );
    const held = await sendLane();
    expect((await claim(ledger.db, held)).content).toMatchObject({ text: 'found' });
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 1, asks: 0, found: 1 });
  });

  it('too late holds up nothing while a decision is waited for', async () => {
    await ledger.acceptor.accept([late('old', 'asks', 1_000)]);
    await ledger.acceptor.accept([fromKommo(tenant, { chatKommoId, text: 'live', at: 2_000 })]);
    const held = await sendLane();
    const live = await claim(ledger.db, held);
    expect(live.content).toMatchObject({ text: 'live' });
    const rest = await settleAndClaim(ledger.db, held, { deliveryId: live.id, outcome: { kind: 'sent' } }, 'claim');
    expect(rest.kind).toBe('empty');
    const overdue = await chatsWithOverdueRows(ledger.db, -1_000, 10);
    expect(overdue.map((chat) => chat.chatId)).not.toContain(chatId);
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 1, asks: 1 });
  });

  it('goes out when somebody says so, with its whole time before it', async () => {
    await ledger.acceptor.accept([late('old', 'asks', 1_000)]);
    const decided = await decideLate(ledger.db, tenant.accountId, { verdict: 'send', ones: 'all', by: 'Olga' });
    expect(decided).toMatchObject({ count: 1, wake: [{ chatId }] });
    const delivery = await claim(ledger.db, await sendLane());
    expect(delivery).toMatchObject({ content: { text: 'old' }, expired: false, lastText: null });
    expect(
      await count(ledger.db, `commands where command = 'send-late' and by = 'Olga' and chat_id = $1`, [chatId]),
    ).toBe(1);
  });

  it('is ignored when somebody dismisses it, and stays so when its webhook comes after all', async () => {
    const old = late('old', 'asks', 1_000);
    await ledger.acceptor.accept([old]);
    const dismissal = { verdict: 'dismiss', ones: 'all', by: 'Olga', why: 'too old' } as const;
    expect((await decideLate(ledger.db, tenant.accountId, dismissal)).count).toBe(1);
    expect((await decideLate(ledger.db, tenant.accountId, dismissal)).count).toBe(0);
    expect((await ledger.acceptor.accept([old])).fresh.size).toBe(0);

    const [row] = await deliveriesOf(ledger.db, chatId, 'to-messenger');
    expect(row).toMatchObject({ state: 'done', outcome: 'ignored' });
    expect(row?.outcome_text).toContain('dismissed by Olga (too old)');
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 0, found: 1 });
  });

  it('is decided about by its own account only', async () => {
    await ledger.acceptor.accept([late('old', 'asks', 1_000)]);
    const [row] = await deliveriesOf(ledger.db, chatId, 'to-messenger');
    const stranger = await ledger.tenant();
    const ones = [row?.id ?? ''];
    expect((await decideLate(ledger.db, stranger.accountId, { verdict: 'send', ones, by: 'Eve' })).count).toBe(0);
    expect((await listGaps(ledger.db, stranger.accountId, { limit: 10 })).rows).toEqual([]);
  });

  it('that nobody decides about ends as failed with its time', async () => {
    await ledger.acceptor.accept([late('old', 'asks', 1_000)]);
    await ledger.db.query(`update deliveries set expires_at = now() where chat_id = $1 and gap = 'asks'`, [chatId]);
    expect(await claim(ledger.db, await sendLane())).toMatchObject({
      expired: true,
      lastText: 'Its webhook was lost, and nobody has decided yet whether it is still sent',
    });
    expect((await decideLate(ledger.db, tenant.accountId, { verdict: 'send', ones: 'all', by: 'Olga' })).count).toBe(0);
  });
});

describe('a message that Kommo has taken and does not show', () => {
  const taken = () => takenByKommo(ledger.db, tenant.accountId, chatId, { from: 0, olderThanMs: -60_000 });

  it('is sent once more under the ids and the time it had, and stays a gap if that does not help', async () => {
    const [before] = await deliveriesOf(ledger.db, chatId, 'to-kommo');
    const [missing] = await taken();
    if (missing === undefined) throw new Error('Kommo has taken nothing');
    expect(await sendToKommoAgain(ledger.db, tenant.accountId, [missing.deliveryId])).toMatchObject([{ chatId }]);
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 1, stays: 0 });

    const held = await take(ledger.db, chatId, 'to-kommo');
    const again = await claim(ledger.db, held);
    expect(again).toMatchObject({ messageId: missing.msgid, kommoMsec: before?.kommo_msec });
    await settleAndClaim(ledger.db, held, { deliveryId: again.id, outcome: { kind: 'sent' } }, 'leave');
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 0, found: 1 });

    expect(await taken()).toMatchObject([{ deliveryId: missing.deliveryId, gap: 'going' }]);
    expect(await sendToKommoAgain(ledger.db, tenant.accountId, [missing.deliveryId])).toEqual([]);
    await noteGaps(ledger.db, tenant.accountId, { stays: [missing.deliveryId], shown: [] });
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 1, stays: 1 });
    await noteGaps(ledger.db, tenant.accountId, { stays: [], shown: [missing.deliveryId] });
    expect(await countGaps(ledger.db, tenant.accountId)).toMatchObject({ open: 0, stays: 0 });
  });
});
