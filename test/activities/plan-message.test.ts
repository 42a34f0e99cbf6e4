import { refusalOf } from '../../src/activities/guard/reasons';
import { planMessage, type Plan } from '../../src/activities/plan-message';
import type { KnownFile } from '../../src/ledger/media';
import { INBOUND_KINDS, OUTBOUND_KINDS, type Capabilities, type Support } from '../../src/messengers/contract';
import type { ListMessage, MessageContent } from '../../src/model/content';
import { asMediaId } from '../../src/model/ids';

const all = <Kind extends string>(kinds: readonly Kind[]): Record<Kind, Support> =>
  Object.fromEntries(kinds.map((kind) => [kind, 'full'])) as Record<Kind, Support>;

const anywhere = { links: true, underFiles: true };

const capabilities: Capabilities = {
  outbound: all(OUTBOUND_KINDS),
  inbound: all(INBOUND_KINDS),
  textLimit: 100,
  captionLimits: { picture: 20, video: 20, file: 20, voice: 20, audio: 20, sticker: 20 },
  fileLimits: { picture: 10, video: 50, file: 50, voice: 50, audio: 50, sticker: 5 },
  album: null,
  buttons: { most: 4, labelLimit: 10, ...anywhere },
  list: null,
  receipts: 'none',
  idempotent: false,
  lookup: false,
  windowMs: null,
  writeFirst: null,
};

const file = (size = 1): KnownFile => ({
  state: 'stored',
  id: asMediaId('m'),
  storeKey: 'k',
  mimeType: 'image/png',
  extension: 'png',
  size,
});

function plan(content: MessageContent, given: Partial<Parameters<typeof planMessage>[1]> = {}): Plan {
  return planMessage(content, {
    capabilities,
    hasTemplates: false,
    file: undefined,
    quoted: undefined,
    ...given,
  });
}

const texts = (made: Plan): string[] => (made.kind === 'pieces' ? made.pieces.map(({ text }) => text) : []);
const why = (made: Plan): string => (made.kind === 'refused' ? refusalOf('Telegram', made.reason).text : made.kind);
const picture = { type: 'picture', file: { id: asMediaId('m') } } as const;

it('measures texts and captions in what the messenger does', () => {
  const inBytes = { ...capabilities, textUnit: 'utf8' as const };
  const chinese = '你好'.repeat(40);
  expect(texts(plan({ type: 'text', text: chinese }))).toHaveLength(1);
  const parts = texts(plan({ type: 'text', text: chinese }, { capabilities: inBytes }));
  expect(parts.join('')).toBe(chinese);
  expect(parts.map((part) => Buffer.byteLength(part))).toEqual([99, 99, 42]);
  const said = { ...picture, caption: '你好你好' };
  expect(texts(plan(said, { file: file() }))).toEqual(['你好你好']);
  expect(texts(plan({ ...said, caption: '你好你好你好你' }, { file: file(), capabilities: inBytes }))).toEqual([
    '',
    '你好你好你好你',
  ]);
});

it('cuts a long text into parts and keeps a short one whole', () => {
  expect(texts(plan({ type: 'text', text: 'hello' }))).toEqual(['hello']);
  const long = Array.from({ length: 60 }, (_, n) => `w${String(n)}`).join(' ');
  const parts = texts(plan({ type: 'text', text: long }));
  expect(parts.length).toBeGreaterThan(1);
  expect(parts.join(' ')).toBe(long);
  expect(parts.every((part) => part.length <= 100)).toBe(true);
});

it('puts a caption beside its file, and a long one behind it', () => {
  expect(plan({ ...picture, caption: 'short' }, { file: file() })).toMatchObject({
    pieces: [{ carries: 'media', text: 'short' }],
    mediaType: 'picture',
  });
  expect(plan({ ...picture, caption: 'longer than twenty characters' }, { file: file() })).toMatchObject({
    pieces: [
      { carries: 'media', text: '' },
      { carries: 'text', text: 'longer than twenty characters' },
    ],
  });
});

it('waits for a file that is being fetched, and says why one is not to be had', () => {
  expect(plan(picture, { file: { state: 'waiting' } })).toEqual({ kind: 'waiting' });
  expect(why(plan(picture, { file: { state: 'refused', refusal: 'It is gone.' } }))).toMatch(/Kommo\. It is gone\.$/);
  expect(why(plan(picture))).toMatch(/not here any more/);
});

it('sends what is too big for its kind as a file, and refuses what is too big for that, saying what would work', () => {
  expect(plan(picture, { file: file(20) })).toMatchObject({ kind: 'pieces', mediaType: 'file' });
  const text = why(plan(picture, { file: file(60 * 1_048_576) }));
  expect(text).toMatch(/too big for Telegram: 60 MB/);
  expect(text).toMatch(/Send a link instead/);
});

it('takes a kind that the messenger has not as a file, and refuses where it takes none', () => {
  const outbound = { ...capabilities.outbound, sticker: 'refused' } as const;
  const sticker = { type: 'sticker', file: { id: asMediaId('m') } } as const;
  expect(plan(sticker, { file: file(), capabilities: { ...capabilities, outbound } })).toMatchObject({
    mediaType: 'file',
  });
  const none = { ...outbound, file: 'refused' } as const;
  expect(why(plan(sticker, { file: file(), capabilities: { ...capabilities, outbound: none } }))).toMatch(
    /takes no files/,
  );
});

it('gives buttons to a messenger that has them, and numbers to read to one that has not', () => {
  const content: MessageContent = {
    type: 'text',
    text: 'Pick',
    buttons: [[{ text: 'Yes' }, { text: 'Site', url: 'https://x.example' }]],
  };
  expect(plan(content)).toMatchObject({ pieces: [{ text: 'Pick' }], buttons: content.buttons });
  const without = { ...capabilities, buttons: null };
  expect(texts(plan(content, { capabilities: without }))).toEqual(['Pick\n\n1. Yes\n2. Site: https://x.example']);
});

it.each([
  ['too many', { most: 1, labelLimit: 10, ...anywhere }],
  ['too long', { most: 4, labelLimit: 2, ...anywhere }],
])('writes buttons out that are %s for the messenger', (_, buttons) => {
  const content: MessageContent = { type: 'text', text: 'Pick', buttons: [[{ text: 'Yes' }, { text: 'No' }]] };
  const made = plan(content, { capabilities: { ...capabilities, buttons } });
  expect(made).not.toHaveProperty('buttons');
  expect(texts(made)).toEqual(['Pick\n\n1. Yes\n2. No']);
});

it('shows a list as text with a button for each row', () => {
  const content: MessageContent = {
    type: 'text',
    text: '',
    list: {
      header: 'Menu',
      body: 'What shall it be?',
      button: 'Open',
      sections: [
        { title: 'Hot', rows: [{ data: 'a', title: 'Tea' }] },
        { rows: [{ data: 'b', title: 'Water', description: 'still' }] },
      ],
    },
  };
  expect(plan(content)).toMatchObject({
    pieces: [{ text: 'Menu\n\nWhat shall it be?' }],
    buttons: [[{ text: 'Tea' }], [{ text: 'Water' }]],
  });
  const written = plan(content, { capabilities: { ...capabilities, buttons: null } });
  expect(texts(written)).toEqual(['Menu\n\nWhat shall it be?\n\n1. Tea\n2. Water – still']);
});

it('says in words what the messenger cannot be pointed to', () => {
  expect(texts(plan({ type: 'text', text: 'Yes' }, { quoted: 'Is it\nblue?' }))).toEqual(['> Is it blue?\n\nYes']);
});

it('passes words on without saying whose they were: they may be another customer’s', () => {
  const forwarded = { author: 'Somebody else', text: 'secret offer' };
  expect(texts(plan({ type: 'text', text: 'See', forwarded }))).toEqual(['See\n\n↪ secret offer']);
});

it('gives a place as a link, and a card as words', () => {
  expect(texts(plan({ type: 'location', latitude: 1.5, longitude: -2, title: 'Shop' }))[0]).toMatch(
    /^Shop\nhttps:\/\/.*mlat=1\.5&mlon=-2$/,
  );
  expect(texts(plan({ type: 'contact', name: 'Bob', phone: '+1555' }))).toEqual(['Bob +1555']);
});

it('refuses what nobody can read, and what is empty', () => {
  expect(why(plan({ type: 'unsupported', what: 'poll' }))).toMatch(/^A poll cannot be sent to Telegram/);
  expect(why(plan({ type: 'text', text: ' ' }))).toMatch(/empty/);
});

describe('what a messenger has rules of its own for', () => {
  const yesNo = [[{ text: 'Yes' }, { text: 'No' }]];
  const list: ListMessage = {
    body: 'Pick a size',
    button: 'Sizes',
    sections: [
      {
        rows: [
          { data: 's', title: 'S' },
          { data: 'm', title: 'M', description: 'Fits most' },
        ],
      },
    ],
  };
  const menu = { rows: 2, titleLimit: 5, descriptionLimit: 20, bodyLimit: 60, buttonLimit: 10 };

  it('says links out where a button cannot open them', () => {
    const content: MessageContent = {
      type: 'text',
      text: 'See',
      buttons: [[{ text: 'Here', url: 'https://x.example' }]],
    };
    const made = plan(content, {
      capabilities: { ...capabilities, buttons: { most: 4, labelLimit: 10, links: false, underFiles: true } },
    });
    expect(texts(made)).toEqual(['See\n\n1. Here: https://x.example']);
  });

  it('lets buttons follow a file in a text, where they cannot stand under it', () => {
    const made = plan(
      { ...picture, caption: 'Which?', buttons: yesNo },
      {
        file: file(),
        capabilities: { ...capabilities, buttons: { most: 4, labelLimit: 10, links: true, underFiles: false } },
      },
    );
    expect(made).toMatchObject({
      buttons: yesNo,
      pieces: [
        { carries: 'media', text: '' },
        { carries: 'text', text: 'Which?' },
      ],
    });
  });

  it('cuts a text so that its last part is short enough for the buttons', () => {
    const made = plan(
      { type: 'text', text: `${'a '.repeat(45)}end of it`, buttons: yesNo },
      {
        capabilities: {
          ...capabilities,
          buttons: { most: 4, labelLimit: 10, links: true, underFiles: true, textLimit: 40 },
        },
      },
    );
    expect(texts(made).length).toBeGreaterThan(1);
    expect(texts(made).at(-1)?.length).toBeLessThanOrEqual(40);
    expect(texts(made).join(' ')).toContain('end of it');
  });

  it('sends a menu as one where it fits, with what is said and quoted before it', () => {
    const made = plan(
      { type: 'text', text: 'Hello', list },
      { quoted: 'M?', capabilities: { ...capabilities, list: menu } },
    );
    expect(made).toEqual({ kind: 'list', list: { ...list, body: '> M?\n\nHello\n\nPick a size' } });
  });

  it.each([
    ['has too many rows', { ...menu, rows: 1 }],
    ['has a description that is too long', { ...menu, descriptionLimit: 3 }],
    ['is called too long on its button', { ...menu, buttonLimit: 4 }],
    ['says too much', { ...menu, bodyLimit: 5 }],
  ])('makes buttons of a menu that %s', (_, rules) => {
    const made = plan({ type: 'text', text: '', list }, { capabilities: { ...capabilities, list: rules } });
    expect(made).toMatchObject({ kind: 'pieces', buttons: [[{ text: 'S' }], [{ text: 'M' }]] });
  });

  it('sends a type that a kind does not take as a file', () => {
    const rules = { ...capabilities, fileTypes: { picture: ['image/jpeg'] } };
    expect(plan(picture, { file: file(), capabilities: rules })).toMatchObject({ mediaType: 'file' });
    expect(
      plan(picture, { file: { ...file(), mimeType: 'image/jpeg; q=1' } as KnownFile, capabilities: rules }),
    ).toMatchObject({
      mediaType: 'picture',
    });
    const nothing = { ...rules, outbound: { ...rules.outbound, file: 'refused' as const } };
    expect(why(plan(picture, { file: file(), capabilities: nothing }))).toMatch(/does not take files of this type/);
  });

  it('sends a template of the messenger’s as it is, and one of Kommo’s as a text', () => {
    const template = { id: 1, params: [{ key: 'name', value: 'Ana' }] };
    const ours: MessageContent = { type: 'text', text: 'Hi Ana', template: { ...template, externalId: 'hi:en' } };
    expect(plan(ours, { hasTemplates: true })).toEqual({
      kind: 'template',
      template: { ...template, externalId: 'hi:en' },
      text: 'Hi Ana',
      hasFile: false,
    });
    expect(texts(plan(ours))).toEqual(['Hi Ana']);
    expect(texts(plan({ type: 'text', text: 'Hi Ana', template }, { hasTemplates: true }))).toEqual(['Hi Ana']);
  });
});
