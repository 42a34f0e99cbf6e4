import { pino } from 'pino';
import { PassingTemplates } from '../../../src/activities/passing-templates';
import type { Dependencies } from '../../../src/activities/dependencies';
import { Lease } from '../../../src/activities/lease';
import { ToMessenger } from '../../../src/activities/to-messenger';
import { registerSource } from '../../../src/ledger/registration';
import { saveTemplate } from '../../../src/ledger/templates';
import type { Template } from '../../../src/model/content';
import { claim, fromKommo, fromMessenger, openLedger, take, type Ledger } from '../../ledger/ledger';
import { graphOk, ScriptedGraph } from '../../messengers/support/scripted-graph';
import { SEND, SENT } from '../../messengers/whatsapp/calls';
import { credentials, PHONE, USER, WABA } from '../../messengers/whatsapp/webhooks';

const LIST = `GET ${WABA}/message_templates`;
const GREETING = graphOk({
  data: [
    {
      id: '594425479261596',
      name: 'greeting',
      language: 'en_US',
      status: 'APPROVED',
      category: 'UTILITY',
      parameter_format: 'NAMED',
      components: [{ type: 'BODY', text: 'Hello {{contact_name}}, order {{lead_id}} is ready.' }],
    },
  ],
});
const MADE_IN_KOMMO = 4_711;
const DAY_MS = 24 * 60 * 60_000;

let ledger: Ledger;
beforeAll(async () => {
  ledger = await openLedger();
});
afterAll(() => ledger.close());

/** Of somebody who wrote two days ago, a manager sends a template that a user made in Kommo. */
async function send(template: Partial<Template>, http: ScriptedGraph): Promise<unknown> {
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
  await saveTemplate(ledger.db, owner.scopeId, undefined, {
    messenger: 'whatsapp',
    remoteId: 'greeting:en_US',
    kommoId: MADE_IN_KOMMO,
    origin: 'kommo',
    inKommo: 'told',
    name: 'Greeting',
    language: 'en_US',
    category: 'UTILITY',
    body: 'Hello {{contact.name}}, order {{lead.id}} is ready.',
    parameters: [],
    kommoHash: null,
    agreedHash: null,
    state: 'approved',
    drift: null,
    obstacle: null,
    copies: [],
    takesRemote: false,
  });
  const wrote = fromMessenger(tenant, { chatRemoteId: USER, opensWindow: true, at: Date.now() - 2 * DAY_MS });
  const chatId = (await ledger.acceptor.accept([wrote])).wake[0]?.chatId;
  if (chatId === undefined) throw new Error('No chat was made');
  const content = {
    type: 'text' as const,
    text: 'Hello Ann, order 17 is ready.',
    template: {
      id: MADE_IN_KOMMO,
      params: [],
      content: 'Hello {{contact.name}}, order {{lead.id}} is ready.',
      ...template,
    },
  };
  await ledger.acceptor.accept([fromKommo(tenant, { chatClientId: `whatsapp-${chatId}`, content })]);
  const held = await take(ledger.db, chatId, 'to-messenger');
  const delivery = await claim(ledger.db, held);
  const deps = {
    db: ledger.db,
    vault: ledger.vault,
    http,
    templates: new PassingTemplates(),
    clock: Date,
    log: pino({ level: 'silent' }),
  } as unknown as Dependencies;
  return new ToMessenger(deps, held).carry(delivery, new Lease());
}

it('A template that a user made in Kommo goes out after the window, under its name at the messenger', async () => {
  const http = new ScriptedGraph({ [SEND]: SENT, [LIST]: GREETING });
  const params = [
    { key: '{{contact.name}}', value: 'Ann' },
    { key: '{{lead.id}}', value: '17' },
  ];
  expect(await send({ params }, http)).toMatchObject({ settlement: { outcome: { kind: 'sent' } } });
  expect(http.only(SEND).json).toMatchObject({
    type: 'template',
    template: {
      name: 'greeting',
      components: [
        {
          type: 'body',
          parameters: [
            { parameter_name: 'contact_name', text: 'Ann' },
            { parameter_name: 'lead_id', text: '17' },
          ],
        },
      ],
    },
  });
});

it('With values missing it is refused at once, and they are named as the manager knows them', async () => {
  const http = new ScriptedGraph({ [SEND]: SENT, [LIST]: GREETING });
  const params = [
    { key: '{{contact.name}}', value: 'Ann' },
    { key: '{{lead.id}}', value: '' },
  ];
  expect(await send({ params }, http)).toMatchObject({
    settlement: {
      outcome: {
        kind: 'failed',
        failure: { code: 905, text: 'The template needs a value for {{lead.id}}. Fill it and send it again.' },
      },
      tick: 'failed',
    },
  });
  expect(http.made(SEND)).toEqual([]);
});

it('One that nobody knows at the messenger is a text, and is refused after the window as any other', async () => {
  const http = new ScriptedGraph({ [LIST]: GREETING });
  expect(await send({ id: 9 }, http)).toMatchObject({
    settlement: { outcome: { failure: { code: 905, text: expect.stringContaining('such as greeting') as string } } },
  });
});
