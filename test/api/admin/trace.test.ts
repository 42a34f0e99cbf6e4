import { traceLines } from '../../../src/cli/trace-lines';
import { markPart, planParts, putOff } from '../../../src/ledger/attempt';
import type { Came } from '../../../src/ledger/acceptable';
import { settleAndClaim } from '../../../src/ledger/claim';
import { applyCommand } from '../../../src/ledger/commands';
import { markParked, markWaiting } from '../../../src/ledger/trace-marks';
import { markTickReported } from '../../../src/ledger/ticks';
import { markWoken } from '../../../src/ledger/wakes';
import { raiseWatermark } from '../../../src/ledger/watermarks';
import { asChatId, asConnectionId, type ChatId } from '../../../src/model/ids';
import type { Trace, TraceStep } from '../../../src/trace/trace';
import {
  claim,
  claimAny,
  fromKommo,
  fromMessenger,
  inText,
  quietChat,
  receipt,
  take,
  type Ledger,
  type Tenant,
} from '../../ledger/ledger';
import { openAdmin } from './opened';
import { makeKey, type Answer, type Served } from './served';

/** Found nowhere but in what people said, and in who they are. */
const SECRET = {
  text: 'Quagmire lorry teapot umbrella',
  name: 'Xanthippe Blauregen',
  phone: '+4915112345678',
  file: 'wedding-plan-secret.pdf',
  why: 'Otterbein complained about it',
  token: '7204981123:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw',
} as const;

let ledger: Ledger;
let served: Served;
let tenant: Tenant;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ ledger, served, tenant, close } = await openAdmin());
});
afterAll(() => close());

const came = (at: number, given: Partial<Came> = {}): Came => ({
  at,
  bytes: 512,
  takenBy: 'api-1/17',
  verifiedBy: 'hmac-sha1-of-body',
  ...given,
});

const ask = (id: string, query = '', options = {}): Promise<Answer> =>
  served.ask('GET', `/admin/v1/messages/${encodeURIComponent(id)}/trace${query}`, options);

async function trace(id: string, query = ''): Promise<Trace> {
  const { status, body, text } = await ask(id, query);
  if (status !== 200) throw new Error(`${String(status)} ${text}`);
  return body as unknown as Trace;
}

const kinds = ({ steps }: Trace): string[] => steps.map(({ kind }) => kind);
const only = <Kind extends TraceStep['kind']>({ steps }: Trace, kind: Kind): Extract<TraceStep, { kind: Kind }>[] =>
  steps.filter((step): step is Extract<TraceStep, { kind: Kind }> => step.kind === kind);

/** An answer of a manager in a chat of its own, as far as it was accepted. */
async function answer(
  given: Parameters<typeof fromKommo>[1] = {},
): Promise<{ chatId: ChatId; kommoId: string; at: number }> {
  const { chatId, clientId } = await quietChat(ledger, tenant);
  const at = Date.now() - 5_000;
  const said = fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId, came: came(at), ...given });
  const { wake } = await ledger.acceptor.accept([said]);
  await markWoken(ledger.db, wake);
  return { chatId, kommoId: said.kommoId, at };
}

describe('an answer of a manager', () => {
  it('is told from the webhook to the tick in Kommo, in order, each with its time', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    const at = Date.now() - 5_000;
    const said = fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId, came: came(at) });
    const { wake } = await ledger.acceptor.accept([said]);
    await ledger.acceptor.accept([{ ...said, came: came(at + 1_000) }]);
    await ledger.acceptor.accept([{ ...said, came: came(at + 2_500) }]);
    await markWoken(ledger.db, wake);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const first = await claim(ledger.db, held);
    const reason = { code: 903, text: 'Telegram has an internal error (HTTP 500).' } as const;
    await putOff(ledger.db, held, first.id, reason, { forMs: 0, counts: true });
    const again = await claimAny(ledger.db, held);
    await settleAndClaim(
      ledger.db,
      held,
      { deliveryId: again.id, outcome: { kind: 'sent' }, remoteId: 'tg-901', tick: 'sent' },
      'leave',
    );
    await ledger.acceptor.accept([receipt(tenant, 'tg-901', 'delivered')]);
    await markTickReported(ledger.db, first.id, 'delivered', 'told');
    await ledger.acceptor.accept([receipt(tenant, 'tg-901', 'read')]);
    await markTickReported(ledger.db, first.id, 'read', 'not-taken');

    const told = await trace(said.kommoId);
    expect(told).toMatchObject({ kind: 'message', lane: 'to-messenger', outcome: 'sent', tick: 'read', notKept: [] });
    expect(told.ids).toMatchObject({ kommo: said.kommoId, remote: 'tg-901', parts: [{ index: 0, remote: 'tg-901' }] });
    expect(kinds(told).filter((kind) => kind !== 'repeated')).toEqual([
      ...['received', 'verified', 'accepted', 'woken', 'attempt', 'attempt', 'ended'],
      ...['receipt', 'told', 'receipt', 'told'],
    ]);
    expect(told.steps[0]).toMatchObject({
      ...{
        kind: 'received',
        ms: 0,
        at: `${new Date(at).toISOString().slice(0, -1)}000Z`,
        bytes: 512,
        process: 'api-1/17',
      },
      hook: `/hooks/kommo/${tenant.scopeId}`,
    });
    expect(only(told, 'repeated')).toMatchObject([{ ms: 1_000, times: 2, from: 'kommo' }]);
    expect(only(told, 'attempt')).toMatchObject([
      { result: 'later', code: 903, words: reason.text, to: 'messenger', answered: null },
      { result: 'sent', answered: 'tg-901' },
    ]);
    for (const { tookMs } of only(told, 'attempt')) expect(tookMs).toBeGreaterThan(0);
    expect(only(told, 'told')).toMatchObject([
      { tick: 'delivered', taken: true },
      { tick: 'read', taken: false },
    ]);
    expect(told.steps.map(({ ms }) => ms)).toEqual([...told.steps.map(({ ms }) => ms)].sort((one, two) => one - two));
  });

  it('tells what it waited for, that it was parked, what people had done, and what followed', async () => {
    const { chatId, kommoId } = await answer();
    const held = await take(ledger.db, chatId, 'to-messenger');
    const claimed = await claim(ledger.db, held);
    const waits = { forMs: 0, counts: false, untouched: true, waitsFor: 'turn' } as const;
    await putOff(ledger.db, held, claimed.id, { code: 903, text: 'Its turn' }, waits);
    await claimAny(ledger.db, held);
    await putOff(ledger.db, held, claimed.id, { code: 903, text: 'Its turn' }, waits);
    await markWaiting(ledger.db, claimed.id, 'source-hold');
    await markParked(ledger.db, claimed.id);
    const told = { chatId, by: 'Olga', why: SECRET.why } as const;
    await applyCommand(ledger.db, { ...told, command: { kind: 'retry', deliveryId: claimed.id } });
    await applyCommand(ledger.db, { ...told, command: { kind: 'skip', deliveryId: claimed.id } });
    await ledger.acceptor.accept([
      {
        ...fromKommo(tenant, { chatKommoId: `k-${chatId}` }),
        ...({
          kind: 'reaction-from-kommo',
          kommoId,
          messageId: null,
          reaction: { kind: 'emoji', emoji: '👍' },
        } as const),
        dedupeKey: `reaction/${kommoId}`,
      },
    ]);

    const path = await trace(claimed.id);
    expect(only(path, 'waited')).toMatchObject([
      { for: 'turn', times: 2 },
      { for: 'source-hold', times: 1 },
    ]);
    expect(only(path, 'parked')).toHaveLength(1);
    expect(only(path, 'command')).toMatchObject([
      { command: 'retry', by: 'Olga', result: 'done' },
      { command: 'skip', by: 'Olga', result: 'done' },
    ]);
    expect(only(path, 'ended')).toMatchObject([{ outcome: 'failed', code: 905 }]);
    expect(only(path, 'followed')).toMatchObject([{ what: 'reaction', from: 'kommo', to: 'messenger', outcome: null }]);
    expect(JSON.stringify(path)).not.toContain('Otterbein');
  });

  it('of several parts tells each, is found by a part’s name, and by the messenger’s id of it', async () => {
    const { chatId } = await answer();
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id, messageId } = await claim(ledger.db, held);
    await planParts(ledger.db, held, id, inText('one', 'two'));
    for (const index of [0, 1]) await markPart(ledger.db, held, id, index, 'sent', `part-${chatId}-${String(index)}`);
    await settleAndClaim(ledger.db, held, { deliveryId: id, outcome: { kind: 'sent' } }, 'leave');
    const remote = `part-${chatId}-1`;
    for (const [name, query] of [
      [`${messageId}/1`, ''],
      [remote, `?source=${tenant.sourceId}`],
      [remote, `?chat=${chatId}`],
    ] as const) {
      const told = await trace(name, query);
      expect(told.deliveryId).toBe(id);
      expect(only(told, 'part').map(({ index, remote: named }) => [index, named])).toEqual([
        [0, `part-${chatId}-0`],
        [1, remote],
      ]);
    }
    expect((await ask(remote)).status).toBe(404);
    expect((await ask(remote)).body.detail).toContain('?source=');
  });

  it('tells of a watermark that reached it', async () => {
    const { chatId, kommoId } = await answer();
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    await settleAndClaim(
      ledger.db,
      held,
      { deliveryId: id, outcome: { kind: 'sent' }, remoteId: `w-${chatId}`, tick: 'sent' },
      'leave',
    );
    const { rows } = await ledger.db.query<{ remote_id: string }>('select remote_id from chats where id = $1', [
      chatId,
    ]);
    await raiseWatermark(ledger.db, {
      ...receipt(tenant, 'x', 'read'),
      ...({ kind: 'watermark', state: 'read' } as const),
      chatRemoteId: rows[0]?.remote_id ?? '',
      until: Date.now() + 60_000,
    });
    expect(only(await trace(kommoId), 'reached')).toMatchObject([{ state: 'read', from: 'messenger' }]);
  });

  it('of an older version says what was not kept', async () => {
    const { chatId, clientId } = await quietChat(ledger, tenant);
    const said = fromKommo(tenant, { chatKommoId: `k-${chatId}`, chatClientId: clientId });
    await ledger.acceptor.accept([said]);
    const held = await take(ledger.db, chatId, 'to-messenger');
    const { id } = await claim(ledger.db, held);
    const settlement = {
      deliveryId: id,
      outcome: { kind: 'sent' },
      remoteId: `o-${chatId}`,
      tick: 'delivered',
    } as const;
    await settleAndClaim(ledger.db, held, settlement, 'leave');
    await ledger.db.query(`update attempts set begun_at = null where delivery_id = $1`, [id]);
    await ledger.db.query(`update deliveries set tick_reported = 'delivered' where id = $1`, [id]);
    const told = await trace(id);
    expect(told.notKept).toEqual(['received', 'woken', 'begun', 'told']);
    expect(kinds(told)).toEqual(['accepted', 'attempt', 'ended']);
  });
});

describe('what a customer wrote', () => {
  it('through the spool tells when it was durable there and when it was drained; its own copy is no repeat', async () => {
    const at = Date.now() - 60_000;
    const spooled = { at: at + 1_502, for: 'ledger' } as const;
    const said = fromMessenger(tenant, {
      chatRemoteId: 'spooled-1',
      remoteId: 'm-1',
      came: came(at, { verifiedBy: 'secret-header', spooled }),
    });
    await ledger.acceptor.accept([said]);
    await ledger.acceptor.accept([said]);
    const told = await trace('m-1', '?chat=spooled-1');
    expect(kinds(told)).toEqual(['received', 'spooled', 'verified', 'accepted']);
    expect(told.steps).toMatchObject([
      { hook: `/hooks/telegram/${tenant.connectionId}`, from: 'messenger' },
      { because: 'ledger', ms: 1_502 },
      { rule: 'secret-header' },
      { how: 'drained' },
    ]);
  });

  it('is counted as repeated also within one commit', async () => {
    const said = fromMessenger(tenant, { chatRemoteId: 'twice', remoteId: 'm-2', came: came(Date.now()) });
    await Promise.all([
      ledger.acceptor.accept([said]),
      ledger.acceptor.accept([said, said]),
      ledger.acceptor.accept([said]),
    ]);
    expect(only(await trace('m-2', `?chat=twice&source=${tenant.sourceId}`), 'repeated')).toMatchObject([{ times: 3 }]);
  });
});

describe('a name that fits several', () => {
  it('is refused with those that there are, of which each can be asked for', async () => {
    for (const chatRemoteId of ['amb-1', 'amb-2']) {
      await ledger.acceptor.accept([fromMessenger(tenant, { chatRemoteId, remoteId: '4711' })]);
    }
    const { status, body } = await ask('4711', `?source=${tenant.sourceId}`);
    expect({ status, type: body.type, detail: body.detail }).toEqual({
      status: 409,
      type: 'ambiguous',
      detail: '2 messages have this id: ask for one of them by its deliveryId',
    });
    const candidates = body.candidates as { deliveryId: string; chatId: string }[];
    expect(new Set(candidates.map(({ chatId }) => chatId)).size).toBe(2);
    for (const { deliveryId } of candidates) expect((await trace(deliveryId)).deliveryId).toBe(deliveryId);
    expect((await trace('4711', '?chat=amb-2')).ids.remote).toBe('4711');
  });

  it('of another account is not there', async () => {
    const other = await ledger.tenant();
    const { key } = await makeKey(served, other.accountId);
    const { kommoId } = await answer();
    expect((await ask(kommoId, '', { key })).status).toBe(404);
    expect((await ask('4711', `?source=${tenant.sourceId}`, { key })).status).toBe(404);
  });
});

describe('to be shown to anybody', () => {
  /** A message whose every private thing is quoted by whoever refuses it. */
  async function refusedWithAll(): Promise<string> {
    const chatRemoteId = SECRET.phone;
    const author = { remoteId: chatRemoteId, name: SECRET.name, phone: SECRET.phone };
    const file = {
      reference: `https://files.example.com/${SECRET.file}`,
      name: SECRET.file,
      mimeType: 'application/pdf',
    };
    const content = { type: 'file', text: SECRET.text, file } as never;
    const { wake } = await ledger.acceptor.accept([
      fromMessenger(tenant, { chatRemoteId, author, content, remoteId: 'private-1', came: came(Date.now()) }),
    ]);
    const chatId = asChatId(wake[0]?.chatId ?? '');
    const held = await take(ledger.db, chatId, 'to-kommo');
    const { id } = await claim(ledger.db, held);
    const quoting = `Refused: "${SECRET.text}" of ${SECRET.name} (${SECRET.phone}), ${SECRET.file}, token ${SECRET.token}`;
    await putOff(ledger.db, held, id, { code: 903, text: quoting }, { forMs: 0, counts: true });
    await ledger.db.query(`update media set state = 'refused', refusal = $2 where delivery_id = $1`, [id, quoting]);
    await applyCommand(ledger.db, { chatId, by: 'Olga', why: SECRET.why, command: { kind: 'skip', deliveryId: id } });
    return id;
  }

  it('nothing of what was said, or of who said it, is in JSON, terminal or picture', async () => {
    const id = await refusedWithAll();
    const json = await ask(id);
    const shown = [
      json.text,
      (await ask(id, '?lang=es')).text,
      traceLines(json.body as unknown as Trace, { inColour: false, columns: 200 }).join('\n'),
      (await ask(id, '?as=svg')).text,
      (await ask(id, '', { headers: { accept: 'image/svg+xml' } })).text,
    ];
    // The control: the refusal is there, without what it quotes.
    for (const text of shown) expect(text).toContain('Refused: ');
    for (const text of shown) {
      const words = Object.values(SECRET).flatMap((secret) => [secret, ...secret.split(/[ .-]/)]);
      const found = words.filter((word) => word.length > 4 && word !== 'about' && text.includes(word));
      expect(found).toEqual([]);
    }
  });

  it('as a picture it is an SVG of its own, in the language and theme asked for', async () => {
    const { kommoId } = await answer();
    const { headers, text } = await ask(kommoId, '?as=svg&lang=pt&theme=dark');
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(text).toContain('De Kommo para Telegram: mensagem');
    expect(text).not.toContain('prefers-color-scheme');
    expect((await ask(kommoId, '', { headers: { accept: '*/*' } })).headers.get('content-type')).toContain('json');
  });
});

it('the webhook’s id of a connection is no name of a message', async () => {
  expect((await ask(asConnectionId(tenant.connectionId))).status).toBe(404);
});
