import { Harness } from './support/harness';
import { listOf, PlatformCaller } from './support/platform-caller';

let box: Harness;
let kommo: PlatformCaller;
let ids: Record<'contact' | 'template' | 'talk' | 'lead' | 'source', string>;

beforeAll(async () => {
  box = await Harness.start();
  kommo = new PlatformCaller(box.sandbox.url);
  const made = async (path: string, name: string, item: object) =>
    Number(listOf(await kommo.crm('POST', path, [item]), name)[0]?.id);
  const contact = await made('/contacts', 'contacts', { name: 'Ana' });
  const chatId = '5a0db0c5-0000-4000-8000-00000000ffff';
  const talk = await box.control('POST', '/platform/accounts/30000001/talks', { contactId: contact, chatId });
  ids = {
    contact: String(contact),
    source: String(await made('/sources', 'sources', { name: 'A', external_id: 'fixed' })),
    template: String(await made('/chats/templates', 'chat_templates', { name: 'A', content: 'B' })),
    lead: String(await made('/leads', 'leads', { name: 'Deal' })),
    talk: String((talk.json as { talks: { id: number }[] }).talks[0]?.id),
  };
});
afterAll(() => box.stop());

/** The fault is of the field itself, unless another is named. */
type Case = [field: string, value: unknown, code: string, faulty?: string];

interface Table {
  readonly method: string;
  readonly path: () => string;
  /** The good one; `undefined` for what is missing. */
  readonly good: () => Record<string, unknown>;
  readonly list: boolean;
  readonly wrong: readonly Case[];
}

const TYPE = 'InvalidType';
const CHOICE = 'NotSupportedChoice';
const MISSING = 'FieldMissing';
let count = 0;
const fresh = (): string => `e-${String((count += 1))}`;

/** Every field with a wrong type, a missing value and one that is over-long or no choice (kommo-platform.md §4 to §9). */
const TABLES: Record<string, Table> = {
  'new sources': {
    method: 'POST',
    path: () => '/sources',
    list: true,
    good: () => ({ name: 'A', external_id: fresh() }),
    wrong: [
      ['name', undefined, MISSING],
      ['name', 1, TYPE],
      ['name', '', 'TooShort'],
      ['external_id', undefined, MISSING],
      ['external_id', null, TYPE],
      ['external_id', 'x'.repeat(37), 'TooLong'],
      ['external_id', 'ключ', 'NotValid'],
      ['external_id', 'fixed', 'NotUnique'],
      ['pipeline_id', '1', TYPE],
      ['pipeline_id', 1, CHOICE],
      ['default', 'yes', TYPE],
      ['origin_code', null, TYPE],
      ['origin_code', '12345', 'NotValid'],
      ['origin_code', `'"'`, 'NotValid'],
      ['origin_code', 'x'.repeat(21), 'TooLong'],
      ['services', {}, TYPE],
      ['services', [{ type: 'telegram' }], CHOICE],
      ['services', [{ type: 'whatsapp', params: { waba: 1 } }], TYPE],
      ['services', [{ type: 'whatsapp', pages: [{ id: '1', name: 'A' }] }], MISSING],
      ['request_id', 1, TYPE],
    ],
  },
  'a source': {
    method: 'PATCH',
    path: () => `/sources/${ids.source}`,
    list: false,
    good: () => ({ name: 'B', external_id: 'fixed' }),
    wrong: [
      ['name', null, TYPE],
      ['external_id', 'other', 'NotEditable'],
      ['pipeline_id', 1, CHOICE],
      ['default', 1, TYPE],
    ],
  },
  contacts: {
    method: 'POST',
    path: () => '/contacts',
    list: true,
    good: () => ({}),
    wrong: [
      ['name', 1, TYPE],
      ['first_name', null, TYPE],
      ['responsible_user_id', 'x', TYPE],
      ['custom_fields_values', {}, TYPE],
      ['custom_fields_values', [{ field_id: 1, values: [] }], CHOICE],
      ['custom_fields_values', [{ field_code: 'FAX', values: [] }], CHOICE],
      ['custom_fields_values', [{ field_code: 'PHONE' }], MISSING],
      ['custom_fields_values', [{ field_code: 'PHONE', values: [{}] }], MISSING],
      ['custom_fields_values', [{ field_code: 'EMAIL', values: [{ value: 'a', enum_code: 'MOB' }] }], CHOICE],
    ],
  },
  'chat links': {
    method: 'POST',
    path: () => '/contacts/chats',
    list: true,
    // There is no such chat: the good one is refused too, for that alone.
    good: () => ({ contact_id: Number(ids.contact), chat_id: '5a0db0c5-0000-4000-8000-00000000ffff' }),
    wrong: [
      ['contact_id', undefined, MISSING],
      ['contact_id', 'x', TYPE],
      ['contact_id', 1, 'EntityNotFound'],
      ['chat_id', undefined, MISSING],
      ['chat_id', 1, TYPE],
      ['chat_id', 'nothing', 'EntityNotFound'],
    ],
  },
  'a subscription': {
    method: 'POST',
    path: () => '/webhooks',
    list: false,
    good: () => ({ destination: 'https://courier.example/', settings: ['add_talk'] }),
    wrong: [
      ['destination', undefined, MISSING],
      ['destination', 'ftp://courier.example/', 'NotValid'],
      ['destination', 'https://кремль.example/', 'NotValid'],
      ['settings', undefined, MISSING],
      ['settings', 'add_talk', TYPE],
      ['settings', [], 'TooShort'],
      ['settings', ['add_nothing'], CHOICE],
      ['sort', 'x', TYPE],
    ],
  },
  templates: {
    method: 'POST',
    path: () => '/chats/templates',
    list: true,
    good: () => ({ name: 'A', content: 'B', attachment: null, waba_examples: [] }),
    wrong: [
      ['name', undefined, MISSING],
      ['content', undefined, MISSING],
      ['content', '', 'TooShort'],
      ['type', 'telegram', CHOICE],
      ['is_editable', 1, TYPE],
      ['buttons', [{ type: 'url', text: 'A' }], MISSING],
      ['attachment', { id: 'x', name: 'a', type: 'picture' }, 'NotValid'],
      ['waba_category', 'OTHER', CHOICE],
      ['waba_header', 'x'.repeat(61), 'TooLong'],
      ['waba_header_type', 'media', MISSING, 'attachment'],
      ['waba_examples', { a: 1 }, TYPE],
    ],
  },
  'a template': {
    method: 'PATCH',
    path: () => `/chats/templates/${ids.template}`,
    list: false,
    good: () => ({ content: 'C' }),
    wrong: [
      ['content', 1, TYPE],
      ['waba_header_type', 'media', MISSING, 'attachment'],
    ],
  },
  'closing a talk': {
    method: 'POST',
    path: () => `/talks/${ids.talk}/close`,
    list: false,
    good: () => ({ force_close: true }),
    wrong: [['force_close', 'yes', TYPE]],
  },
  leads: {
    method: 'POST',
    path: () => '/leads',
    list: true,
    good: () => ({ name: 'A' }),
    wrong: [
      ['name', 1, TYPE],
      ['pipeline_id', 1, CHOICE],
      ['status_id', 1, CHOICE],
      ['responsible_user_id', 1, CHOICE],
      ['_embedded', { source: { external_id: 'nothing', type: 'widget' } }, CHOICE],
      ['_embedded', { source: { external_id: 'fixed', type: 'form' } }, CHOICE],
      ['_embedded', { contacts: [{ id: 1 }] }, CHOICE],
    ],
  },
  'a lead': {
    method: 'PATCH',
    path: () => `/leads/${ids.lead}`,
    list: false,
    good: () => ({ status_id: 142 }),
    wrong: [
      ['pipeline_id', 'x', TYPE],
      ['status_id', 7, CHOICE],
    ],
  },
};

interface Faults {
  readonly 'validation-errors'?: readonly {
    readonly request_id: string;
    readonly errors: readonly { readonly code: string; readonly path: string; readonly detail: string }[];
  }[];
}

describe.each(Object.entries(TABLES))('%s', (name, { method, path, good, list, wrong }) => {
  const send = (item: Record<string, unknown>) => kommo.crm(method, path(), list ? [item] : item);

  test.each(wrong)('%s: %j is %s', async (field, value, code, other = field) => {
    const answer = await send({ ...good(), [field]: value });
    expect(answer.status).toBe(400);
    const [faulty] = (answer.json as Faults)['validation-errors'] ?? [];
    expect(faulty?.request_id ?? '').toMatch(/^0$/);
    const found = faulty?.errors.map((fault) => [fault.code, fault.path.split('.')[0]]);
    expect(found).toContainEqual([code, other]);
  });

  test('a good one is taken, and unknown fields are noted or refused', async () => {
    if (name === 'chat links') {
      expect((await send(good())).text).toContain('chat not found');
      return;
    }
    const taken = await send({ ...good(), nothing: 1 });
    expect([200, 201, 202]).toContain(taken.status);
    expect((await box.journal('&side=kommo')).at(-1)?.warnings).toEqual(['nothing: no such field']);
    await box.assume({ 'crm-unknown-fields': 'refuse-400' });
    const refused = await send({ ...good(), nothing: 1 });
    await box.assume({ 'crm-unknown-fields': 'ignore' });
    expect((refused.json as Faults)['validation-errors']).toMatchObject([
      { errors: [{ code: 'NotExpected', path: 'nothing' }] },
    ]);
  });
});

test('one wrong item leaves the whole batch out, and is named by its own id', async () => {
  const before = (await kommo.crm('GET', '/sources')).json;
  const { json } = await kommo.crm('POST', '/sources', [
    { name: 'A', external_id: fresh() },
    { name: 1, external_id: fresh(), request_id: 'second' },
  ]);
  expect((json as Faults)['validation-errors']).toMatchObject([{ request_id: 'second', errors: [{ path: 'name' }] }]);
  expect((await kommo.crm('GET', '/sources')).json).toEqual(before);
});

test('two of one batch with the same external id are one too many', async () => {
  const twin = { name: 'A', external_id: fresh() };
  const { json } = await kommo.crm('POST', '/sources', [twin, twin]);
  expect((json as Faults)['validation-errors']).toMatchObject([{ request_id: '1', errors: [{ code: 'NotUnique' }] }]);
});
