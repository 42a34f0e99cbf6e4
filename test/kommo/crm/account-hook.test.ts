import { readAccountHook } from '../../../src/kommo/crm/account-hook';
import { readForm } from '../../../src/kommo/crm/form';

const form = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

describe('a form', () => {
  it('is read with PHP’s nesting; lists are branches', () => {
    const body = 'talk%5Badd%5D%5B0%5D%5Bid%5D=1&talk[add][1][id]=2&account[id]=3&empty=&plain=%C3%A9+x';
    expect(readForm(body)).toEqual({
      talk: { add: { 0: { id: '1' }, 1: { id: '2' } } },
      account: { id: '3' },
      empty: '',
      plain: 'é x',
    });
  });

  it('of nothing is empty', () => {
    expect(readForm('')).toEqual({});
    expect(readForm('&&=&')).toEqual({});
  });

  it.each(['a[b', 'a]b', '[a]', 'a[b]c', 'a[[b]]', 'a[b][', '[]'])('leaves out the name %s, which is none', (name) => {
    expect(readForm(`${name}=1&good=2`)).toEqual({ good: '2' });
  });

  it('takes the last of what has one name, and a branch instead of a value', () => {
    expect(readForm('a=1&a=2')).toEqual({ a: '2' });
    expect(readForm('a=1&a[b]=2')).toEqual({ a: { b: '2' } });
    expect(readForm('a[b]=2&a=1')).toEqual({ a: '1' });
  });

  it('has no names that mean more than themselves', () => {
    const read = readForm('__proto__[polluted]=1&constructor[prototype][polluted]=1&a[__proto__][polluted]=1');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(Object.keys(read ?? {})).toEqual(['__proto__', 'constructor', 'a']);
  });

  it('is as deep and as large as any of Kommo’s, and no more', () => {
    const deep = (depth: number): string => `a${'[b]'.repeat(depth - 1)}=1`;
    expect(readForm(deep(8))).toBeDefined();
    expect(readForm(deep(9))).toBeUndefined();
    expect(readForm(`good=1&${deep(100_000)}`)).toBeUndefined();
    const wide = (fields: number): string => Array.from({ length: fields }, (_, index) => `a${index}=1`).join('&');
    expect(readForm(wide(2_000))).toBeDefined();
    expect(readForm(wide(2_001))).toBeUndefined();
  });

  it('takes no time that grows with the square of its length, whatever it is', () => {
    for (const body of ['a['.repeat(300_000), '[]'.repeat(300_000), `a${'[]'.repeat(300_000)}`, '%'.repeat(500_000)]) {
      const begun = performance.now();
      readForm(`${body}=1`);
      // On a busy machine too; the square would be minutes.
      expect(performance.now() - begun).toBeLessThan(20_000);
    }
  });
});

/** What a webhook tells of that is about nothing else. */
const NOTHING = { talks: [], incoming: [], sorted: [], goneContacts: [], outgoing: [], templates: [] };

describe('an account’s webhook', () => {
  const TALK = {
    talk_id: '12',
    chat_id: '5a0db0c5-0000-4000-8000-00000000f001',
    contact_id: '34',
    entity_id: '56',
    entity_type: 'lead',
    is_in_work: '1',
    is_read: '1',
    updated_at: '1760000000',
  };
  const hook = (changes: Record<string, string> = {}, event = 'add', account = '30000001'): string =>
    form({
      'account[id]': account,
      ...Object.fromEntries(
        Object.entries({ ...TALK, ...changes }).map(([name, value]) => [`talk[${event}][0][${name}]`, value]),
      ),
    });
  const known = {
    id: 12,
    chatId: TALK.chat_id,
    contactId: 34,
    leadId: 56,
    isInWork: true,
    isRead: true,
    updatedAt: 1_760_000_000_000,
  };

  it.each(['add', 'update'])('tells of talks: %s', (event) => {
    expect(readAccountHook(hook({}, event))).toEqual({ ...NOTHING, accountId: 30_000_001, talks: [known] });
  });

  it('may tell of a talk without a contact, with a customer instead of a lead, or closed', () => {
    const { talks } = readAccountHook(hook({ contact_id: '', entity_type: 'customer', is_in_work: '0' })) ?? {};
    expect(talks).toEqual([{ ...known, contactId: null, leadId: null, isInWork: false }]);
  });

  it('of other events tells nothing', () => {
    expect(readAccountHook(hook({}, 'delete'))).toEqual({ ...NOTHING, accountId: 30_000_001 });
    expect(readAccountHook('account[id]=30000001&leads[add][0][id]=1')).toEqual({ ...NOTHING, accountId: 30_000_001 });
  });

  it.each([
    ['talk_id', 'x'],
    ['talk_id', '-1'],
    ['talk_id', '1.5'],
    ['talk_id', '1e30'],
    ['chat_id', ''],
    ['chat_id', 'x'.repeat(101)],
    ['chat_id', 'a\0b'],
    ['is_in_work', 'perhaps'],
    ['updated_at', 'yesterday'],
    ['updated_at', '9007199254740991'],
  ])('leaves out a talk whose %s is %j, and no other', (name, value) => {
    const body = `${hook({ [name]: value })}&${hook().replaceAll('%5B0%5D', '%5B1%5D')}`;
    expect(readAccountHook(body)?.talks).toEqual([known]);
  });

  it.each([
    '',
    'account=1',
    'account[id]=',
    'account[id]=x',
    'account[id]=-1',
    'account[id][x]=1',
    '{"account":{"id":1}}',
  ])('is none of an account: %s', (body) => {
    expect(readAccountHook(body)).toBeUndefined();
  });

  it.each(['talk=1', 'talk[add]=1', 'talk[add][0]=1', 'talk[add][0][talk_id][x]=1'])(
    'with %s where a branch is expected tells of no talk',
    (odd) => {
      expect(readAccountHook(`account[id]=7&${odd}`)).toEqual({ ...NOTHING, accountId: 7 });
    },
  );
});

describe('an incoming lead', () => {
  const CHAT = '5a0db0c5-0000-4000-8000-00000000f001';
  const told = (event: string, fields: Record<string, string>): ReturnType<typeof readAccountHook> =>
    readAccountHook(
      form({
        'account[id]': '7',
        ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`unsorted[${event}][0]${name}`, value])),
      }),
    );
  const WAITS = {
    '[uid]': 'abc',
    '[category]': 'chats',
    '[created_at]': '1760000000',
    '[source_data][origin][chat_id]': CHAT,
    '[data][leads][0][id]': '56',
    '[data][contacts][0][id]': '34',
  };

  it.each(['add', 'update'])('that waits is told with its chat: %s', (event) => {
    expect(told(event, WAITS)?.incoming).toEqual([
      { uid: 'abc', chatId: CHAT, contactId: 34, leadId: 56, createdAt: 1_760_000_000_000 },
    ]);
  });

  it.each([
    ['of another kind', { '[category]': 'mail' }],
    ['of no chat', { '[source_data][origin][chat_id]': '' }],
    ['without a name', { '[uid]': '' }],
  ])('%s is left out', (_, change) => {
    expect(told('add', { ...WAITS, ...change })).toEqual({ ...NOTHING, accountId: 7 });
  });

  it('that was accepted is told with what came of it, however the ids are listed', () => {
    const at = { '[uid]': 'abc', '[action]': 'accept', '[created_at]': '1760000000' };
    const sorted = { uid: 'abc', as: 'accepted', contactId: 34, leadId: 56, createdAt: 1_760_000_000_000 };
    const listed = { '[accept_result][leads][0]': '56', '[accept_result][contacts][0]': '34' };
    const asObjects = { '[accept_result][leads][0][id]': '56', '[accept_result][contacts][0][id]': '34' };
    expect(told('delete', { ...at, ...listed })?.sorted).toEqual([sorted]);
    expect(told('delete', { ...at, ...asObjects })?.sorted).toEqual([sorted]);
    expect(told('delete', at)?.sorted).toEqual([{ ...sorted, contactId: null, leadId: null }]);
  });

  it('that was declined has neither contact nor lead', () => {
    const fields = { '[uid]': 'abc', '[action]': 'decline', '[decline_result][leads][0]': '56' };
    expect(told('delete', fields)?.sorted).toEqual([
      { uid: 'abc', as: 'declined', contactId: null, leadId: null, createdAt: 0 },
    ]);
  });
});

it('contacts that are gone are told; companies are none', () => {
  const body = form({
    'account[id]': '7',
    'contacts[delete][0][id]': '34',
    'contacts[delete][0][type]': 'contact',
    'contacts[delete][1][id]': '35',
    'contacts[delete][1][type]': 'company',
    'contacts[update][0][id]': '36',
  });
  expect(readAccountHook(body)).toEqual({ ...NOTHING, accountId: 7, goneContacts: [34] });
});
describe('a template that was sent for approval', () => {
  const fields = {
    id: '41',
    type: 'waba',
    account_id: '30000001',
    name: 'Order ready',
    content: 'Hi {{contact.name}}, it is ready',
    is_editable: '1',
    is_on_review: '1',
    waba_footer: '',
    waba_category: 'UTILITY',
    waba_language: 'en_US',
    'reviews][0][id': '367',
    'reviews][0][source_id': '9001',
    'reviews][0][status': 'review',
    'reviews][0][reject_reason': '',
  };
  const told = (envelope: string, more: Readonly<Record<string, string>> = {}): string =>
    [
      'account[id]=30000001',
      ...Object.entries({ ...fields, ...more }).map(
        ([name, value]) => `${envelope}[0][${name}]=${encodeURIComponent(value)}`,
      ),
    ].join('&');

  it.each(['add', 'chat_template_reviews[add]'])('is read under %s', (envelope) => {
    expect(readAccountHook(told(envelope))?.templates).toEqual([
      {
        id: 41,
        name: 'Order ready',
        content: 'Hi {{contact.name}}, it is ready',
        isEditable: true,
        buttons: [],
        whatsapp: { category: 'UTILITY', language: 'en_US', examples: {} },
        reviews: [{ id: 367, sourceId: 9001, status: 'review' }],
      },
    ]);
  });

  it('has its examples, where the webhook tells them', () => {
    const more = { 'waba_examples][{{contact.name}}': 'Ann' };
    expect(readAccountHook(told('add', more))?.templates[0]?.whatsapp?.examples).toEqual({ '{{contact.name}}': 'Ann' });
  });

  it.each([
    ['a message, which others met under the same key', 'account[id]=30000001&add[0][id]=1&add[0][text]=Hello'],
    ['of another kind', told('add', { type: 'amocrm' })],
    ['that says nothing', told('add', { content: '' })],
  ])('is left out where it is %s', (_, body) => {
    expect(readAccountHook(body)?.templates).toEqual([]);
  });
});

it('what managers and bots wrote is told by its ids, and never by what it says', () => {
  const message = (index: number, fields: Readonly<Record<string, string>>): string =>
    Object.entries(fields)
      .map(([name, value]) => `&outgoing_message[add][${String(index)}][${name}]=${value}`)
      .join('');
  const body =
    'account[id]=7' +
    message(0, { id: 'm-1', chat_id: 'c-1', source_id: '44', created_at: '1760000000', text: 'secret' }) +
    message(1, { id: 'm-2', chat_id: 'c-1', created_at: '1760000001' }) +
    message(2, { id: 'm-3', created_at: '1760000001' });
  expect(readAccountHook(body)).toEqual({
    ...NOTHING,
    accountId: 7,
    outgoing: [
      { messageId: 'm-1', chatId: 'c-1', sourceId: 44, at: 1_760_000_000_000 },
      { messageId: 'm-2', chatId: 'c-1', sourceId: null, at: 1_760_000_001_000 },
    ],
  });
});
