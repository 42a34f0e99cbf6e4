import { pino } from 'pino';
import type { Dependencies } from '../../src/activities/dependencies';
import type { Carried } from '../../src/activities/drain-lane';
import { Lease } from '../../src/activities/lease';
import { PassingTemplates } from '../../src/activities/passing-templates';
import { ToMessenger } from '../../src/activities/to-messenger';
import { settleAndClaim } from '../../src/ledger/claim';
import type { HeldLane } from '../../src/ledger/lane';
import { registerSource } from '../../src/ledger/registration';
import { noteChecks } from '../../src/ledger/source-checks';
import type { ChatId, SourceId } from '../../src/model/ids';
import { claim, fromKommo, fromMessenger, openLedger, take, type Ledger } from '../ledger/ledger';
import { graphError, graphOk, ScriptedGraph } from '../messengers/support/scripted-graph';
import { SEND, SENT } from '../messengers/whatsapp/calls';
import { credentials, PHONE, USER, WABA } from '../messengers/whatsapp/webhooks';

const TEMPLATE = { id: 7, externalId: 'hello:en_US', params: [] };
const LIST = `GET ${WABA}/message_templates`;
const TEMPLATES = graphOk({
  data: [
    {
      id: '594425479261596',
      name: 'hello',
      language: 'en_US',
      status: 'APPROVED',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'Hello' }],
    },
  ],
});

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

interface Answered {
  readonly chatId: ChatId;
  readonly sourceId: SourceId;
  readonly held: HeldLane;
  /** Sends the next of the manager's words, and records what came of it. */
  readonly next: (http: ScriptedGraph) => Promise<Carried>;
}

/** A customer who wrote just now, and so many answers to them that wait. */
async function answered(answers: number): Promise<Answered> {
  const owner = await ledger.tenant({ withSource: false });
  const source = await registerSource(ledger.db, ledger.vault, {
    scopeId: owner.scopeId,
    messenger: 'whatsapp',
    credentials,
    remoteId: PHONE,
    name: 'Shop',
    externalId: `whatsapp-${PHONE}`,
  });
  const tenant = { ...owner, ...source };
  const wrote = fromMessenger(tenant, { chatRemoteId: USER, opensWindow: true, at: Date.now() });
  const chatId = (await ledger.acceptor.accept([wrote])).wake[0]?.chatId;
  if (chatId === undefined) throw new Error('No chat was made');
  for (let n = 0; n < answers; n += 1) {
    await ledger.acceptor.accept([fromKommo(tenant, { chatClientId: `whatsapp-${chatId}`, text: `Hello ${n}` })]);
  }
  const held = await take(ledger.db, chatId, 'to-messenger');
  let carrier: { readonly http: ScriptedGraph; readonly of: ToMessenger } | undefined;
  return {
    chatId,
    held,
    sourceId: source.sourceId,
    next: async (http) => {
      if (carrier?.http !== http) carrier = { http, of: new ToMessenger(depsWith(http), held) };
      const delivery = await claim(ledger.db, held);
      const carried = await carrier.of.carry(delivery, new Lease());
      if (carried.kind !== 'settled') throw new Error(`It is not done: ${carried.kind}`);
      await settleAndClaim(ledger.db, held, { deliveryId: delivery.id, ...carried.settlement }, 'leave');
      return carried;
    },
  };
}

function depsWith(http: ScriptedGraph): Dependencies {
  return {
    db: ledger.db,
    vault: ledger.vault,
    http,
    templates: new PassingTemplates(),
    clock: Date,
    log: pino({ level: 'silent' }),
  } as unknown as Dependencies;
}

async function restrictionOf(sourceId: SourceId): Promise<string | null> {
  const { rows } = await ledger.db.query<{ restricted: string | null }>(
    'select restricted from sources where id = $1',
    [sourceId],
  );
  return rows[0]?.restricted ?? null;
}

const sends = (http: ScriptedGraph): number => http.made(SEND).length;

const refusedWith = (text: string) => ({
  settlement: {
    outcome: { kind: 'failed', failure: { text: expect.stringContaining(text) as string } },
    tick: 'failed',
  },
});

it.each([
  [368, 'has restricted the account', 'answering', 'does not let your number answer customers now'],
  [131031, 'locked', 'everything', 'does not let your number send anything now'],
])('what WhatsApp refuses with %i forbids the next, which is not sent', async (code, said, what, judged) => {
  const { sourceId, held, next } = await answered(3);
  const http = new ScriptedGraph({ [SEND]: graphError(code) });
  expect(await next(http)).toMatchObject(refusedWith(said));
  expect(await restrictionOf(sourceId)).toBe(what);
  expect(sends(http)).toBe(1);

  // In the same run, and in another worker's.
  expect(await next(http)).toMatchObject(refusedWith(judged));
  expect(sends(http)).toBe(1);
  const again = await take(ledger.db, held.chat.chatId, 'to-messenger');
  const delivery = await claim(ledger.db, again);
  const carried = await new ToMessenger(depsWith(http), again).carry(delivery, new Lease());
  expect(carried).toMatchObject(refusedWith(judged));
  expect(sends(http)).toBe(1);
});

it('the next check that finds the number well ends it: WhatsApp is asked again by sending', async () => {
  const { chatId, sourceId, next } = await answered(2);
  const http = new ScriptedGraph({ [SEND]: graphError(368) });
  await next(http);
  await noteChecks(ledger.db, sourceId, { restricts: 'lifted' });
  expect(await restrictionOf(sourceId)).toBeNull();
  const held = await take(ledger.db, chatId, 'to-messenger');
  await new ToMessenger(depsWith(http), held).carry(await claim(ledger.db, held), new Lease());
  expect(sends(http)).toBe(2);
});

it('a template that is refused forbids templates, and answers go', async () => {
  const { chatId, sourceId, next } = await answered(2);
  await ledger.db.query(
    `update messages set content = content || jsonb_build_object('template', $2::jsonb)
     where chat_id = $1 and content ->> 'text' = 'Hello 0'`,
    [chatId, JSON.stringify(TEMPLATE)],
  );
  const http = new ScriptedGraph({ [LIST]: TEMPLATES, [SEND]: [graphError(368), SENT] });
  expect(await next(http)).toMatchObject(refusedWith('has restricted the account'));
  expect(await restrictionOf(sourceId)).toBe('starting');
  expect(await next(http)).toMatchObject({ settlement: { outcome: { kind: 'sent' } } });
});

it.each([131042, 131048, 130497])('a refusal with %i forbids nothing', async (code) => {
  const { sourceId, next } = await answered(1);
  await next(new ScriptedGraph({ [SEND]: graphError(code) }));
  expect(await restrictionOf(sourceId)).toBeNull();
});
