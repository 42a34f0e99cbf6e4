import { parseHook, type MessageHookEvent } from '../../src/kommo/hooks';

const MEDIA = 'https://amojo.kommo.com/attachments/a/b/image.jpg';

function read(message: object): MessageHookEvent {
  const hook = parseHook(
    Buffer.from(
      JSON.stringify({
        account_id: 'a',
        time: 1639572261,
        message: {
          receiver: { id: 'r' },
          sender: { id: 's' },
          conversation: { id: 'c', client_id: 'own' },
          msec_timestamp: 1639572260980,
          message: { id: 'm', type: 'text', text: '', ...message },
        },
      }),
    ),
  );
  if (hook.kind !== 'message') throw new Error(`a ${hook.kind} hook`);
  return hook;
}

describe('files', () => {
  it.each(['picture', 'video', 'file', 'voice', 'audio', 'sticker'])('a %s comes with what is known of it', (type) => {
    const facts = { media: MEDIA, file_name: 'a.jpg', file_size: 7, media_duration: 3, thumbnail: 'https://a.b/t.jpg' };
    expect(read({ type, text: 'Look', ...facts }).content).toEqual({
      type,
      file: { reference: MEDIA, name: 'a.jpg', size: 7, durationS: 3 },
      caption: 'Look',
    });
  });

  it('says nothing that Kommo does not know', () => {
    const { content } = read({ type: 'voice', media: 'https://a.b/1', file_name: '', file_size: 0 });
    expect(content).toEqual({ type: 'voice', file: { reference: 'https://a.b/1' } });
  });

  it.each([
    ['https://a.b/x/%D1%84%20%D1%84.pdf?k=1', 'ф ф.pdf'],
    ['https://a.b/x/100%.pdf', '100%.pdf'],
    ['https://a.b/x/.hidden', undefined],
    ['https://a.b/x/report', undefined],
    ['https://a.b', undefined],
  ])('names the file at %s after its address', (media, name) => {
    expect(read({ type: 'file', media })).toHaveProperty('content.file', {
      reference: media,
      ...(name === undefined ? {} : { name }),
    });
  });

  it.each([
    undefined,
    null,
    '',
    7,
    {},
    'ftp://a.b/c',
    'javascript:alert(1)',
    '/a.jpg',
    'https://',
    `https://a.b/${'x'.repeat(9_000)}`,
  ])('a picture at %j cannot be carried, and keeps its words', (media) => {
    const { content, leftOut } = read({ type: 'picture', text: 'Look', media });
    expect(content).toEqual({
      type: 'unsupported',
      what: expect.stringContaining('picture') as string,
      caption: 'Look',
    });
    expect(content).toHaveProperty('what', expect.stringContaining('address'));
    expect(leftOut ?? []).toEqual(media == null || media === '' ? [] : ['message.media']);
  });

  it('a text with a file is a file', () => {
    expect(read({ text: 'Look', media: MEDIA }).content).toMatchObject({ type: 'file', caption: 'Look' });
  });

  it('pieces of an album share its name', () => {
    expect(read({ type: 'picture', media: MEDIA, media_group_id: 'g-1' }).content.album).toBe('g-1');
  });
});

describe('places and cards, which are no types of webhooks', () => {
  it('are tolerated', () => {
    expect(read({ type: 'location', location: { lon: -46.63, lat: 0 }, text: 'Shop' }).content).toEqual({
      type: 'location',
      latitude: 0,
      longitude: -46.63,
      title: 'Shop',
    });
    expect(read({ type: 'contact', contact: { name: 'Ana', phone: '+1555' } }).content).toEqual({
      type: 'contact',
      name: 'Ana',
      phone: '+1555',
    });
    expect(read({ type: 'contact', contact: { phone: 1555 } }).content).toMatchObject({ name: '1555', phone: '1555' });
  });

  it('a card with words is a text, so that neither is lost', () => {
    expect(read({ type: 'contact', contact: { name: 'Ana', phone: '+1555' }, text: 'Call her' }).content).toEqual({
      type: 'text',
      text: 'Call her\nAna +1555',
    });
  });

  it.each([{ lon: 181, lat: 0 }, { lon: 0, lat: -91 }, { lon: 'x', lat: 0 }, { lon: 0 }, 'here', []])(
    'nowhere is %j',
    (location) => {
      expect(read({ type: 'location', location }).content).toMatchObject({ what: 'location without coordinates' });
    },
  );
});

describe('buttons', () => {
  const markup = (buttons: unknown) => read({ text: 'Choose', markup: { mode: 'inline', buttons } });

  it('keep their rows, and addresses of the web', () => {
    const rows = [[{ text: 'Yes' }, { text: 'No', url: '' }], [{ text: 'Site', url: 'https://example.com' }]];
    expect(markup(rows).content.buttons).toEqual([
      [{ text: 'Yes' }, { text: 'No' }],
      [{ text: 'Site', url: 'https://example.com' }],
    ]);
  });

  it('need no text', () => {
    expect(read({ markup: { buttons: [[{ text: 'Yes' }]] } }).content).toEqual({
      type: 'text',
      text: '',
      buttons: [[{ text: 'Yes' }]],
    });
  });

  it('what is no button is left out, and the message stays', () => {
    const { content, leftOut } = markup([
      [{ text: '' }, null, 'x', { text: 'Yes', url: 'javascript:1' }],
      [],
      [7],
      { text: 'No' },
    ]);
    expect(content).toEqual({ type: 'text', text: 'Choose', buttons: [[{ text: 'Yes' }], [{ text: 'No' }]] });
    expect(leftOut).toEqual(['message.markup.buttons', 'message.markup.buttons.url']);
  });

  it('are cut where they would flood a page', () => {
    const row = Array.from({ length: 11 }, () => ({ text: 'x'.repeat(2_000) }));
    const { content, leftOut } = markup(Array.from({ length: 101 }, () => row));
    expect(content.buttons).toHaveLength(100);
    expect(content.buttons?.every((each) => each.length === 10 && each[0]?.text.length === 1_000)).toBe(true);
    expect(leftOut).toEqual(['message.markup.buttons', 'message.markup.buttons.text']);
  });

  it('a label is not cut through an emoji', () => {
    const { content } = markup([[{ text: `${'x'.repeat(999)}😍` }]]);
    expect(content.buttons?.[0]?.[0]?.text).toBe('x'.repeat(999));
  });
});

describe('list messages', () => {
  const sections = [
    { title: 'Sizes', rows: [{ callback_data: 's', title: 'Small', description: 'For one' }] },
    { rows: [{ callback_data: 'l', title: 'Large' }] },
  ];
  const list = { header: 'Pizza', body: 'Which *size*?', footer: 'Thanks', button: 'Choose', sections };

  it('are read in full; the body is the text', () => {
    expect(read({ markup: { list_message: list } }).content).toEqual({
      type: 'text',
      text: 'Which *size*?',
      list: {
        header: 'Pizza',
        body: 'Which *size*?',
        footer: 'Thanks',
        button: 'Choose',
        sections: [
          { title: 'Sizes', rows: [{ data: 's', title: 'Small', description: 'For one' }] },
          { rows: [{ data: 'l', title: 'Large' }] },
        ],
      },
    });
  });

  it('need no more than a body and a row', () => {
    const bare = { body: 'Which?', sections: [{ rows: [{ title: 'Small' }, { callback_data: 'x' }] }, {}, 7] };
    const { content, leftOut } = read({ markup: { list_message: bare } });
    expect(content.list).toMatchObject({ body: 'Which?', sections: [{ rows: [{ data: 'Small', title: 'Small' }] }] });
    expect(leftOut).toEqual([
      'message.markup.list_message.sections',
      'message.markup.list_message.sections.rows.title',
    ]);
  });

  it.each([{ ...list, sections: [] }, { sections }, 'list', []])('%j is none, and the text stays', (broken) => {
    const { content, leftOut } = read({ text: 'Choose', markup: { list_message: broken } });
    expect(content).toEqual({ type: 'text', text: 'Choose' });
    expect(leftOut).toEqual(['message.markup.list_message']);
  });
});

describe('templates', () => {
  it('are read with their values', () => {
    const template = {
      id: 7103,
      external_id: 'my_tpl',
      content: 'Your order {{lead.id}}',
      params: [
        { key: '{{lead.id}}', value: '15926745' },
        { key: 'n', value: 7 },
        { value: 'x' },
        null,
        { key: 'empty' },
      ],
    };
    expect(read({ text: 'Your order 15926745', template }).content.template).toEqual({
      id: 7103,
      externalId: 'my_tpl',
      content: 'Your order {{lead.id}}',
      params: [
        { key: '{{lead.id}}', value: '15926745' },
        { key: 'n', value: '7' },
        { key: 'empty', value: '' },
      ],
    });
  });

  it.each([{ content: 'x' }, { id: 'x' }, { id: 1.5 }, 7])('%j is none, and the text stays', (template) => {
    const { content, leftOut } = read({ text: 'Hi', template });
    expect(content).toEqual({ type: 'text', text: 'Hi' });
    expect(leftOut).toContain('message.template');
  });
});

const embedded = {
  id: 'q-1',
  msgid: 'own-1',
  type: 'text',
  text: 'How much?',
  timestamp: 1639572000,
  msec_timestamp: 1639572000123,
  sender: { id: 'x', name: 'Ana', client_id: 'ana' },
  receiver: { id: 'y' },
};

describe('quotes (§11.5)', () => {
  it('name the message in every way', () => {
    expect(read({ text: 'Ten', reply_to: { message: embedded } }).content).toEqual({
      type: 'text',
      text: 'Ten',
      replyTo: { kommoId: 'q-1', messageId: 'own-1', text: 'How much?', author: 'Ana', at: 1639572000123 },
    });
  });

  it.each([
    [{ id: 'q-1' }, { kommoId: 'q-1' }],
    [{ type: 'picture', media: MEDIA }, { text: '[picture]' }],
    [{ type: 'picture', media: MEDIA, text: 'Look' }, { text: 'Look' }],
    [{ type: 'contact', contact: { name: 'Ana', phone: '1' } }, { text: 'Ana 1' }],
    [
      { msgid: 'own', text: null, timestamp: 7 },
      { messageId: 'own', at: 7_000 },
    ],
  ])('read %j', (message, quote) => {
    expect(read({ text: 'Ten', reply_to: { message } }).content.replyTo).toEqual(quote);
  });

  it.each([{ message: {} }, { message: { sender: { name: 'Ana' } } }, { message: 'q' }, {}, 'q', []])(
    '%j is none, and the text stays',
    (replyTo) => {
      expect(read({ text: 'Ten', reply_to: replyTo }).content).toEqual({ type: 'text', text: 'Ten' });
    },
  );

  it('an answer to a comment names the post', () => {
    expect(read({ text: 'Thanks!', post: { id: '203055422' } }).content.postId).toBe('203055422');
  });
});

describe('forwards (§11.5)', () => {
  const from = { author: 'Ana', at: 1639572000123 };

  it('what is passed on without words is the message', () => {
    expect(read({ forwards: { messages: [embedded], conversation_ref_id: 'o' } }).content).toEqual({
      type: 'text',
      text: 'How much?',
      forwarded: from,
    });
    const picture = { ...embedded, type: 'picture', text: 'Look', media: MEDIA };
    expect(read({ forwards: { messages: [picture] } }).content).toMatchObject({
      type: 'picture',
      file: { reference: MEDIA },
      caption: 'Look',
      forwarded: from,
    });
  });

  it('words and files of the manager come first', () => {
    expect(read({ text: 'See', forwards: { messages: [embedded] } }).content).toEqual({
      type: 'text',
      text: 'See',
      forwarded: { ...from, text: 'How much?' },
    });
    const sticker = { type: 'sticker', media: MEDIA };
    expect(read({ type: 'picture', media: MEDIA, forwards: { messages: [sticker] } }).content).toMatchObject({
      type: 'picture',
      forwarded: { text: '[sticker]' },
    });
  });

  it.each([{ messages: [] }, { messages: [{}] }, { messages: ['x'] }, { messages: embedded }, {}, 7])(
    '%j is none, and the text stays',
    (forwards) => {
      expect(read({ text: 'See', forwards }).content).toEqual({ type: 'text', text: 'See' });
      expect(read({ markup: { buttons: [[{ text: 'Yes' }]] }, forwards }).content).toMatchObject({ text: '' });
    },
  );

  it('says that there were more than one', () => {
    const { content, leftOut } = read({ forwards: { messages: [embedded, embedded] } });
    expect(content).toMatchObject({ text: 'How much?' });
    expect(leftOut).toEqual(['message.forwards.messages']);
  });
});
