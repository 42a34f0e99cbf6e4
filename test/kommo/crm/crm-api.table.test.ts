import { asAmojoChatId } from '../../../src/kommo/ids';
import type { CrmAnswer, CrmApi } from '../../../src/kommo/crm/types';
import { HOOK, NOBODY, refused, stock, whatsapp, type There } from './stocked';
import { ACCOUNT, createWorld, INTEGRATION, type World } from './world';

const DRIVE_FILE = '5a0db0c5-0000-4000-8000-00000000aaaa';

let world: World;
let there: There;
beforeEach(async () => {
  world = await createWorld();
  there = await stock(world);
});
afterEach(() => world.close());

interface Operation {
  readonly call: (api: CrmApi) => Promise<CrmAnswer<unknown>>;
  readonly value: () => unknown;
  readonly admin?: true;
}

/** Every call, as it is made when all is well. */
const OPERATIONS: Record<string, Operation> = {
  account: {
    call: (api) => api.account(),
    value: () => ({ id: ACCOUNT.id, subdomain: 'sandbox', amojoId: ACCOUNT.amojoId, currentUserId: there.adminId }),
  },
  users: {
    call: (api) => api.users(),
    admin: true,
    value: () => ({ items: [{ id: there.adminId, isAdmin: true, isActive: true }, { isAdmin: false }], more: false }),
  },
  user: { call: (api) => api.user(there.adminId), admin: true, value: () => ({ id: there.adminId, isAdmin: true }) },
  pipelines: {
    call: (api) => api.pipelines(),
    value: () => [
      {
        id: there.pipelineId,
        name: 'Sales',
        isMain: true,
        isArchived: false,
        statuses: [{ isIncoming: true }, { isIncoming: false }, { id: 142 }, { id: 143 }],
      },
      { name: 'Support', isMain: false },
    ],
  },
  sources: {
    call: (api) => api.sources(),
    admin: true,
    value: () => [
      { id: there.sourceId, externalId: 'wa-1', name: 'WA', pipelineId: there.pipelineId, isDefault: false, whatsapp },
    ],
  },
  addSources: {
    call: (api) =>
      api.addSources([
        { name: 'Bot', externalId: 'bot-1', isDefault: true, originCode: 'kommo.ext.30000001' },
        { name: 'Bot 2', externalId: 'bot-2', pipelineId: there.secondPipelineId },
      ]),
    admin: true,
    value: () => [
      { externalId: 'bot-1', isDefault: true, originCode: 'kommo.ext.30000001', pipelineId: there.pipelineId },
      { externalId: 'bot-2', isDefault: false, pipelineId: there.secondPipelineId },
    ],
  },
  changeSources: {
    call: (api) =>
      api.changeSources([{ id: there.sourceId, name: 'WA 2', pipelineId: there.secondPipelineId, isDefault: true }]),
    admin: true,
    value: () => [{ id: there.sourceId, name: 'WA 2', pipelineId: there.secondPipelineId, isDefault: true, whatsapp }],
  },
  removeSources: { call: (api) => api.removeSources([there.sourceId]), admin: true, value: () => null },
  removeSource: { call: (api) => api.removeSource(there.sourceId), admin: true, value: () => null },
  findContacts: {
    call: (api) => api.findContacts({ query: '15550100042' }),
    value: () => ({
      items: [
        {
          id: there.contactId,
          name: 'Ana Lima',
          phones: [{ value: '+1 555 010-0042', kind: 'MOB' }],
          emails: [{ value: 'ana@example.com', kind: 'WORK' }],
        },
      ],
      more: false,
    }),
  },
  contact: { call: (api) => api.contact(there.contactId), value: () => ({ id: there.contactId, name: 'Ana Lima' }) },
  addContacts: {
    call: (api) => api.addContacts([{ firstName: 'Ben' }, {}]),
    value: () => [expect.any(Number) as number, expect.any(Number) as number],
  },
  changeContact: {
    call: (api) => api.changeContact(there.contactId, { lastName: 'Silva', phones: [{ value: '+15550100077' }] }),
    value: () => null,
  },
  chatLinks: { call: (api) => api.chatLinks({ chatId: there.chatId }), admin: true, value: () => [] },
  linkChats: {
    call: (api) => api.linkChats([{ contactId: there.contactId, chatId: there.chatId }]),
    admin: true,
    value: () => [{ contactId: there.contactId, chatId: there.chatId }],
  },
  webhooks: {
    call: (api) => api.webhooks(),
    admin: true,
    value: () => [{ destination: HOOK, events: ['add_message'], disabled: false }],
  },
  subscribe: {
    call: (api) => api.subscribe({ destination: HOOK, events: ['add_talk', 'update_talk'] }),
    admin: true,
    value: () => ({ destination: HOOK, events: ['add_talk', 'update_talk'] }),
  },
  unsubscribe: { call: (api) => api.unsubscribe(HOOK), admin: true, value: () => null },
  templates: {
    call: (api) => api.templates({ withReviews: true }),
    admin: true,
    value: () => ({
      items: [
        { id: there.templateId, name: 'Hello', reviews: [] },
        { externalId: 'order', whatsapp: { examples: {} } },
      ],
      more: false,
    }),
  },
  template: {
    call: (api) => api.template(there.templateId),
    admin: true,
    value: () => ({ name: 'Hello', content: 'Hello!' }),
  },
  addTemplates: {
    call: (api) =>
      api.addTemplates([
        {
          name: 'Menu',
          content: 'Choose',
          isEditable: true,
          buttons: [
            { type: 'inline', text: 'Yes' },
            { type: 'url', text: 'Site', url: 'https://example.com' },
          ],
          attachment: { id: DRIVE_FILE, name: 'a.jpg', type: 'picture' },
          whatsapp: {
            category: 'MARKETING',
            language: 'en',
            header: { type: 'media' },
            examples: { '{{contact.name}}': 'Ann' },
          },
        },
      ]),
    admin: true,
    value: () => [
      {
        name: 'Menu',
        isEditable: true,
        buttons: [{ text: 'Yes' }, { url: 'https://example.com' }],
        attachment: { id: DRIVE_FILE },
      },
    ],
  },
  changeTemplates: {
    call: (api) => api.changeTemplates([{ id: there.templateId, content: 'Hello there' }]),
    admin: true,
    value: () => [{ id: there.templateId, name: 'Hello', content: 'Hello there' }],
  },
  removeTemplates: { call: (api) => api.removeTemplates([there.templateId]), admin: true, value: () => null },
  requestReview: {
    call: (api) => api.requestReview(there.wabaTemplateId),
    admin: true,
    value: () => [{ sourceId: there.sourceId, status: 'review' }],
  },
  reportReview: {
    call: async (api) => {
      const begun = await world.api().requestReview(there.wabaTemplateId);
      const id = begun.kind === 'accepted' ? (begun.value[0]?.id ?? 1) : 1;
      return api.reportReview(there.wabaTemplateId, id, { status: 'rejected', reason: 'spelling' });
    },
    admin: true,
    value: () => ({ sourceId: there.sourceId, status: 'rejected' }),
  },
  addTasks: {
    call: (api) =>
      api.addTasks([
        { text: 'Call Ana', dueAt: Date.now() + 60_000, responsibleUserId: there.adminId },
        { text: 'Call Ben', dueAt: Date.now() + 60_000, responsibleUserId: there.adminId },
      ]),
    value: () => [expect.any(Number) as number, expect.any(Number) as number],
  },
  talk: {
    call: (api) => api.talk(there.talkId),
    value: () => ({ id: there.talkId, isInWork: true, contactId: there.contactId, chatId: there.chatId }),
  },
  closeTalk: { call: (api) => api.closeTalk(there.talkId), value: () => null },
  lead: {
    call: (api) => api.lead(there.leadId),
    value: () => ({
      id: there.leadId,
      name: 'Deal',
      pipelineId: there.pipelineId,
      contactIds: [there.contactId],
      sourceId: there.sourceId,
    }),
  },
  changeLead: {
    call: (api) => api.changeLead(there.leadId, { pipelineId: there.secondPipelineId }),
    value: () => null,
  },
  leadFields: {
    call: (api) => api.leadFields({ limit: 1 }),
    value: () => ({ items: [{ name: 'utm_content', type: 'tracking_data' }], more: true }),
  },
};

const ALL = Object.keys(OPERATIONS);
const READS = [
  'account',
  'users',
  'user',
  'pipelines',
  'sources',
  'findContacts',
  'contact',
  'chatLinks',
  'webhooks',
  'templates',
  'template',
  'talk',
  'lead',
  'leadFields',
];

/** Codes in the emulator’s journal, for faults aimed at one call. */
const OPERATION_NAMES: Record<string, string> = {
  account: 'crm-account',
  users: 'crm-users',
  user: 'crm-user',
  pipelines: 'crm-pipelines',
  sources: 'crm-sources',
  addSources: 'crm-sources-add',
  changeSources: 'crm-sources-change',
  removeSources: 'crm-sources-delete',
  removeSource: 'crm-source-delete',
  findContacts: 'crm-contacts',
  contact: 'crm-contact',
  addContacts: 'crm-contacts-add',
  changeContact: 'crm-contact-change',
  chatLinks: 'crm-chat-links',
  linkChats: 'crm-chat-links-add',
  webhooks: 'crm-webhooks',
  subscribe: 'crm-webhooks-subscribe',
  unsubscribe: 'crm-webhooks-delete',
  templates: 'crm-templates',
  template: 'crm-template',
  addTasks: 'crm-tasks-add',
  addTemplates: 'crm-templates-add',
  changeTemplates: 'crm-templates-change',
  removeTemplates: 'crm-templates-delete',
  requestReview: 'crm-template-review',
  reportReview: 'crm-template-review-report',
  talk: 'crm-talk',
  closeTalk: 'crm-talk-close',
  lead: 'crm-lead',
  changeLead: 'crm-lead-change',
  leadFields: 'crm-lead-fields',
};
const act = (name: string, api = world.api()): Promise<CrmAnswer<unknown>> => {
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new Error(`no such call: ${name}`);
  return operation.call(api);
};

test('every call of the client is in these tables', () => {
  expect(ALL.sort()).toEqual(Object.keys(world.api()).sort());
  expect(Object.keys(OPERATION_NAMES).sort()).toEqual(ALL.sort());
});

describe.each(Object.keys(OPERATIONS))('%s', (name) => {
  test('succeeds', async () => {
    const answer = await act(name);
    expect(answer).toMatchObject({ kind: 'accepted', value: OPERATIONS[name]?.value() });
    const entry = (await world.sandbox.journal('kommo')).at(-1);
    expect(entry).toMatchObject({ operation: OPERATION_NAMES[name] });
    expect(entry).not.toHaveProperty('warnings');
  });

  test('succeeds where answers carry members that no page names', async () => {
    await world.sandbox.assume({ 'crm-unknown-members': 'there' });
    expect(await act(name)).toMatchObject({ kind: 'accepted', value: OPERATIONS[name]?.value() });
  });

  test('is refused without a token, and with one that has ended', async () => {
    expect(await act(name, world.api('nonsense'))).toMatchObject(refused(401, 'token'));
    const token = await world.tokenOf({});
    await world.moveClock(31 * 24 * 60 * 60);
    expect(await act(name, world.api(token))).toMatchObject(refused(401, 'token'));
  });

  test('is refused when the account is not paid', async () => {
    await world.control('PATCH', `/platform/accounts/${ACCOUNT.id}`, { paid: false });
    expect(await act(name)).toMatchObject(refused(402, 'payment'));
  });

  test('needs the rights that the page names', async () => {
    const { users } = await world.site();
    const token = await world.tokenOf({ userId: users[1]?.id ?? 0 });
    const expected = OPERATIONS[name]?.admin === true ? refused(403, 'forbidden') : { kind: 'accepted' };
    expect(await act(name, world.api(token))).toMatchObject(expected);
  });

  test('needs the scope of account data', async () => {
    await world.control('PATCH', `/platform/integrations/${INTEGRATION.clientId}`, { scopes: ['notifications'] });
    expect(await act(name, world.api(await world.tokenOf({})))).toMatchObject(refused(403, 'forbidden'));
  });

  test('is told to come later, whatever the body of a 429 says', async () => {
    const operation = OPERATION_NAMES[name] ?? '';
    await world.sandbox.fault({ name: 'kommo-error', operation, status: 429, retryAfter: 3, times: 1 });
    expect(await act(name)).toMatchObject({ kind: 'later', retryAfterMs: 3_000 });
  });

  test.each([500, 504])('after %i a read comes later, and a write is unknown', async (status) => {
    await world.sandbox.fault({ name: 'kommo-error', operation: OPERATION_NAMES[name] ?? '', status, times: 1 });
    expect(await act(name)).toMatchObject({ kind: READS.includes(name) ? 'later' : 'unknown' });
  });

  test('after an answer that was lost a read comes later, and a write is unknown', async () => {
    await world.sandbox.fault({ name: 'kommo-drop-after-storing', operation: OPERATION_NAMES[name] ?? '', times: 1 });
    expect(await act(name)).toMatchObject({ kind: READS.includes(name) ? 'later' : 'unknown' });
  });

  test('comes later when nobody answers at the address', async () => {
    expect(await act(name, world.api(undefined, { baseUrl: 'http://127.0.0.1:1' }))).toMatchObject({ kind: 'later' });
  });
});

type Row = readonly [
  operation: string,
  when: string,
  act: (api: CrmApi) => Promise<CrmAnswer<unknown>>,
  expected: object,
];

/** What single calls answer beside what is common to all. */
const ROWS: readonly Row[] = [
  ['user', 'who is not there', (api) => api.user(1), refused(404, 'not-found')],
  ['user', 'an id that is none', (api) => api.user(0), refused(null, 'invalid')],
  ['users', 'beyond the last page', (api) => api.users({ page: 9 }), { value: { items: [], more: false } }],
  ['users', 'page by page', (api) => api.users({ limit: 1 }), { value: { items: [{ isAdmin: true }], more: true } }],
  ['users', 'too long a page', (api) => api.users({ limit: 251 }), refused(null, 'invalid')],
  ['sources', 'by an external id', (api) => api.sources(['wa-1', 'x']), { value: [{ externalId: 'wa-1' }] }],
  ['sources', 'none: 204', (api) => api.sources(['x']), { value: [] }],
  [
    'addSources',
    'a taken external id',
    (api) => api.addSources([{ name: 'B', externalId: 'wa-1' }]),
    { ...refused(400, 'invalid'), faults: [{ requestId: '0', code: 'NotUnique', path: 'external_id' }] },
  ],
  [
    'addSources',
    'an unknown pipeline',
    (api) => api.addSources([{ name: 'B', externalId: 'b', pipelineId: 1 }]),
    { ...refused(400, 'invalid'), faults: [{ code: 'NotSupportedChoice', path: 'pipeline_id' }] },
  ],
  [
    'addSources',
    'too long an external id',
    (api) => api.addSources([{ name: 'B', externalId: 'b'.repeat(37) }]),
    refused(null, 'invalid'),
  ],
  [
    'addSources',
    'an origin code of digits',
    (api) => api.addSources([{ name: 'B', externalId: 'b', originCode: '123' }]),
    refused(null, 'invalid'),
  ],
  ['addSources', 'none', (api) => api.addSources([]), refused(null, 'invalid')],
  ['addSources', 'more than 50 at once', (api) => api.addSources(many(51)), refused(null, 'invalid')],
  [
    'changeSources',
    'one that is not there',
    (api) => api.changeSources([{ id: 1, name: 'B' }]),
    { ...refused(400, 'not-found'), faults: [{ code: 'EntityNotFound', path: 'id' }] },
  ],
  [
    'removeSources',
    'one of them is not there',
    (api) => api.removeSources([there.sourceId, 42]),
    { ...refused(400, 'not-found'), faults: [{ requestId: '1', code: 'EntityNotFound' }] },
  ],
  ['removeSource', 'that is not there', (api) => api.removeSource(1), refused(404, 'not-found')],
  ['findContacts', 'nobody: 204', (api) => api.findContacts({ query: 'Zoe' }), { value: { items: [], more: false } }],
  [
    'findContacts',
    'by ids',
    (api) => api.findContacts({ ids: [there.contactId, 1] }),
    { value: { items: [{ name: 'Ana Lima' }] } },
  ],
  ['contact', 'who is not there: 204', (api) => api.contact(1), { kind: 'accepted', value: null }],
  [
    'addContacts',
    'an unknown kind of number',
    (api) => api.addContacts([{ phones: [{ value: '1', kind: 'PAGER' }] }]),
    { ...refused(400, 'invalid'), faults: [{ path: 'custom_fields_values.0.values.0.enum_code' }] },
  ],
  ['changeContact', 'who is not there', (api) => api.changeContact(1, { name: 'B' }), refused(404, 'not-found')],
  [
    'chatLinks',
    'of a contact without chats: 204',
    (api) => api.chatLinks({ contactId: there.contactId }),
    { value: [] },
  ],
  [
    'linkChats',
    'an unknown contact',
    (api) => api.linkChats([{ contactId: 1, chatId: there.chatId }]),
    { ...refused(400, 'not-found'), faults: [{ path: 'contact_id' }] },
  ],
  [
    'linkChats',
    'an unknown chat',
    (api) => api.linkChats([{ contactId: there.contactId, chatId: asAmojoChatId(NOBODY) }]),
    { ...refused(400, 'not-found'), faults: [{ path: 'chat_id' }] },
  ],
  ['webhooks', 'to another address', (api) => api.webhooks('https://x.example/'), { value: [] }],
  [
    'subscribe',
    'an unknown event',
    (api) => api.subscribe({ destination: HOOK, events: ['add_nothing'] }),
    { ...refused(400, 'invalid'), faults: [{ path: 'settings.0' }] },
  ],
  [
    'subscribe',
    'an address that is none',
    (api) => api.subscribe({ destination: 'x', events: ['add_talk'] }),
    refused(null, 'invalid'),
  ],
  [
    'subscribe',
    'a Cyrillic host',
    (api) => api.subscribe({ destination: 'https://xn--e1afmkfd.xn--p1ai/', events: ['add_talk'] }),
    refused(400, 'invalid'),
  ],
  ['unsubscribe', 'what is not there', (api) => api.unsubscribe('https://x.example/'), refused(404, 'not-found')],
  [
    'templates',
    'by an external id',
    (api) => api.templates({ externalIds: ['order'] }),
    { value: { items: [{ name: 'Order' }] } },
  ],
  [
    'templates',
    'page by page',
    (api) => api.templates({ limit: 1 }),
    { value: { items: [{ name: 'Hello' }], more: true } },
  ],
  ['templates', 'too long a page', (api) => api.templates({ limit: 51 }), refused(null, 'invalid')],
  ['template', 'that is not there', (api) => api.template(1), refused(404, 'not-found')],
  [
    'addTemplates',
    'media header without a file',
    (api) =>
      api.addTemplates([
        { name: 'A', content: 'B', whatsapp: { category: 'UTILITY', language: 'en', header: { type: 'media' } } },
      ]),
    { ...refused(400, 'invalid'), faults: [{ path: 'attachment' }] },
  ],
  [
    'changeTemplates',
    'one that is not there',
    (api) => api.changeTemplates([{ id: 1, name: 'A' }]),
    refused(400, 'not-found'),
  ],
  ['removeTemplates', 'one that is not there', (api) => api.removeTemplates([1]), refused(400, 'not-found')],
  ['requestReview', 'of an ordinary one', (api) => api.requestReview(there.templateId), refused(400, 'invalid')],
  [
    'reportReview',
    'of no review',
    (api) => api.reportReview(there.wabaTemplateId, 1, { status: 'approved' }),
    refused(404, 'not-found'),
  ],
  ['talk', 'that is not there', (api) => api.talk(1), refused(404, 'not-found')],
  ['closeTalk', 'that is not there', (api) => api.closeTalk(1), refused(404, 'not-found')],
  ['lead', 'that is not there: 204', (api) => api.lead(1), { kind: 'accepted', value: null }],
  ['changeLead', 'that is not there', (api) => api.changeLead(1, {}), refused(404, 'not-found')],
  [
    'changeLead',
    'a stage of another pipeline',
    (api) => api.changeLead(there.leadId, { statusId: 7 }),
    { ...refused(400, 'invalid'), faults: [{ path: 'status_id' }] },
  ],
];

test.each(ROWS)('%s, %s', async (_operation, _when, perform, expected) => {
  expect(await perform(world.api())).toMatchObject(expected);
});

function many(count: number, from = 0) {
  return Array.from({ length: count }, (_, index) => ({ name: 'B', externalId: `b-${from + index}` }));
}
