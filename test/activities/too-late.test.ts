import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { PassingTemplates } from '../../src/activities/passing-templates';
import type { Dependencies } from '../../src/activities/dependencies';
import { Lease } from '../../src/activities/lease';
import { reportReceipts } from '../../src/activities/report-receipts';
import { ToMessenger } from '../../src/activities/to-messenger';
import { settleAndClaim } from '../../src/ledger/claim';
import { registerSource } from '../../src/ledger/registration';
import type { ChatId } from '../../src/model/ids';
import { claim, fromKommo, fromMessenger, openLedger, receipt, take, type Ledger, type Tenant } from '../ledger/ledger';
import { graphError, graphOk, ScriptedGraph } from '../messengers/support/scripted-graph';
import { SEND } from '../messengers/whatsapp/calls';
import { credentials, PHONE, USER, WABA } from '../messengers/whatsapp/webhooks';

const SAID =
  'The customer has not written for 24 hours, so WhatsApp takes only a template. Send a template, such as order_ready; when the customer answers, you can write again.';
const LIST = `GET ${WABA}/message_templates`;
const TEMPLATES = graphOk({
  data: [
    {
      id: '594425479261596',
      name: 'order_ready',
      language: 'en_US',
      status: 'APPROVED',
      category: 'UTILITY',
      components: [{ type: 'BODY', text: 'It is ready' }],
    },
  ],
});

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

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

/** An answer to a customer who wrote just now, as far as Courier knows. */
async function answered(): Promise<{ readonly tenant: Tenant; readonly chatId: ChatId }> {
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
  await ledger.acceptor.accept([fromKommo(tenant, { chatClientId: `whatsapp-${chatId}`, text: 'Hello' })]);
  return { tenant, chatId };
}

it('names templates that pass where the answer to the send is that it came too late', async () => {
  const { chatId } = await answered();
  const http = new ScriptedGraph({ [SEND]: graphError(131047), [LIST]: TEMPLATES });
  const held = await take(ledger.db, chatId, 'to-messenger');
  const delivery = await claim(ledger.db, held);
  const carried = await new ToMessenger(depsWith(http), held).carry(delivery, new Lease());
  expect(carried).toMatchObject({
    settlement: { outcome: { kind: 'failed', failure: { code: 905, text: SAID } }, tick: 'failed' },
  });
});

it('and where that is told later, also while the messenger does not tell its templates', async () => {
  const { tenant, chatId } = await answered();
  const held = await take(ledger.db, chatId, 'to-messenger');
  const { id } = await claim(ledger.db, held);
  const sent = { deliveryId: id, outcome: { kind: 'sent' }, remoteId: `wamid.${chatId}`, tick: 'sent' } as const;
  await settleAndClaim(ledger.db, held, sent, 'leave');
  const text = 'The customer has not written for 24 hours, so WhatsApp takes only a template.';
  await ledger.acceptor.accept([receipt(tenant, sent.remoteId, 'failed', { text, windowClosed: true })]);

  const told = async (templates: typeof TEMPLATES): Promise<unknown> => {
    const http = new ScriptedGraph({ [LIST]: templates });
    const request = http.request.bind(http);
    const reported: unknown[] = [];
    http.request = (asked) => {
      if (!asked.url.includes('/delivery_status')) return request(asked);
      reported.push(typeof asked.body === 'string' ? JSON.parse(asked.body) : asked.body);
      return Promise.resolve({ status: 503, headers: {}, body: Buffer.from('') });
    };
    const reporting = new MockActivityEnvironment().run(() => reportReceipts(depsWith(http), chatId));
    await expect(reporting).rejects.toThrow();
    return reported[0];
  };
  expect(await told(TEMPLATES)).toMatchObject({ error_code: 905, error: SAID });
  expect(await told(graphError(4))).toMatchObject({
    error: `${text} Send a template; when the customer answers, you can write again.`,
  });
});
