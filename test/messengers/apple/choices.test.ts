import { choice, contents, event, message } from './webhooks';

const REQUEST = '11111111-2222-4333-8444-555555555555';
const item = (identifier: string, title: string) => ({ identifier, title });
const list = (...items: object[]) => ({ listPicker: { sections: [{ title: 'All', items }] } });
const quick = (fields: object) => ({
  'quick-reply': { items: [item('b:0:0', 'Yes'), item('b:0:1', 'No')], ...fields },
});
const ours = (data: object) => ({ requestIdentifier: REQUEST, ...data });
const press = (row: number, column: number, label?: string) => ({
  type: 'press',
  ofKey: REQUEST,
  row,
  column,
  ...(label === undefined ? {} : { label }),
});

it.each<[string, object, object]>([
  ['a quick reply', ours(quick({ selectedIndex: 1 })), press(0, 1, 'No')],
  ['a quick reply by its name', ours(quick({ selectedIndex: 0, selectedIdentifier: 'b:0:1' })), press(0, 1, 'No')],
  ['a quick reply of which only the name came', ours({ 'quick-reply': { selectedIdentifier: 'b:0:1' } }), press(0, 1)],
  ['a row', ours(list(item('l:3', 'Large'))), press(3, 0, 'Large')],
  [
    'a row of a request in capitals',
    { ...list(item('l:3', 'Large')), requestIdentifier: REQUEST.toUpperCase() },
    press(3, 0, 'Large'),
  ],
  [
    'a time',
    ours({ event: { timeslots: [{ identifier: 'l:2', startTime: '2026-11-21T10:00+0000', duration: 3600 }] } }),
    press(2, 0, '2026-11-21T10:00+0000'),
  ],
  ['a row of somebody else’s list', ours(list(item('7', 'Large'))), { type: 'text', text: 'Large' }],
  ['a row of nobody knows what', list(item('l:3', 'Large')), { type: 'text', text: 'Large' }],
  ['several rows', ours(list(item('l:1', 'A'), item('l:2', 'B'))), { type: 'text', text: 'A, B' }],
  [
    'a choice without words of its own',
    ours({ ...list({ identifier: '7' }), replyMessage: { title: 'Chosen', subtitle: 'Large' } }),
    { type: 'text', text: 'Chosen\nLarge' },
  ],
  [
    'a form',
    {
      dynamic: {
        template: 'messageForms',
        selections: [
          { title: 'Name', pageIdentifier: '1', items: [{ title: 'Ann', value: 'Ann' }] },
          { title: 'Colours', items: [{ title: 'Red', value: 'r' }, { value: 'b' }] },
        ],
      },
    },
    { type: 'text', text: 'Name: Ann\nColours: Red, b' },
  ],
  [
    'a sign-in',
    { authenticate: { status: 'authenticated' }, replyMessage: { title: 'Signed in' } },
    { type: 'unsupported', what: 'answer to a sign-in', caption: 'Signed in' },
  ],
  ['a payment', { payment: { state: 'ok' } }, { type: 'unsupported', what: 'payment' }],
  ['what came later', { replyMessage: { title: 'A thing' } }, { type: 'text', text: 'A thing' }],
  ['what nobody can say', { something: 1 }, { type: 'unsupported', what: 'answer of a kind that is not carried' }],
  ['no choice at all', ours(quick({})), { type: 'unsupported', what: 'answer of a kind that is not carried' }],
])('%s is what the customer says', (_, data, wanted) => {
  expect(contents(choice(data))).toEqual([wanted]);
});

describe('a choice that Apple only refers to', () => {
  const interactiveDataRef = { bid: 'b', url: 'u', owner: 'o', title: 'Large' };
  const referred = message({ type: 'interactive', interactiveDataRef });

  it('is what was fetched', () => {
    const fetched = JSON.stringify({ sessionIdentifier: 's', data: ours(list(item('l:3', 'Large'))) });
    expect(contents(referred, { fetched })).toEqual([press(3, 0, 'Large')]);
  });

  it('is told in words where it could not be fetched', () => {
    const what = 'answer that Apple did not hand over';
    expect(contents(referred)).toEqual([{ type: 'unsupported', what, caption: 'Large' }]);
    expect(contents(referred, { fetched: 'not JSON' })).toEqual([{ type: 'unsupported', what, caption: 'Large' }]);
  });

  it('is what came along, where that is there, too', () => {
    const both = choice(ours(list(item('l:1', 'Small'))), { interactiveDataRef });
    expect(contents(both, { fetched: '{}' })).toEqual([press(1, 0, 'Small')]);
  });
});

describe('a choice that Apple tells once more by another id', () => {
  const yes = ours(quick({ selectedIndex: 0 }));
  const again = (first: object, second: object) => {
    const [one, two] = [event(first), event(second)];
    if (one.kind !== 'message' || two.kind !== 'message') throw new Error('no message');
    expect(one.key).not.toBe(two.key);
    expect(one.repeatedWithinMs).toBe(10_000);
    return one.remoteId === two.remoteId;
  };

  it('is the same one', () => {
    expect(again(choice(yes), choice(yes))).toBe(true);
  });

  it('is another one where something else was chosen, or in another conversation', () => {
    expect(again(choice(yes), choice(ours(quick({ selectedIndex: 1 }))))).toBe(false);
    expect(again(choice(yes), choice({ ...yes, requestIdentifier: REQUEST.replace('1', '9') }))).toBe(false);
    const elsewhere = choice({}, { interactiveData: { sessionIdentifier: 's-2', data: yes } });
    expect(again(choice(yes), elsewhere)).toBe(false);
  });

  it('is told apart by its id alone where no conversation is named', () => {
    const bare = event(choice({}, { interactiveData: { data: yes } }));
    expect(bare).not.toHaveProperty('repeatedWithinMs');
  });
});
