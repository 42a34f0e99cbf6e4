import { eventOf, heard } from './service';

const URL = 'https://x.example/a.jpg?sig=1';
const contentsOf = (said: object) => {
  const { events } = heard(
    eventOf('message.created', {
      message: { id: 'm1', created_at: '2026-11-21T10:00:00Z', sender: { type: 'customer' }, ...said },
      conversation: { id: 'c1' },
      contact: { id: 'u1' },
    }),
  );
  return events.map((event) => ('content' in event ? event.content : event));
};
const file = (kind: string, more: object = {}) => ({ kind, url: URL, ...more });

it.each(['picture', 'video', 'voice', 'audio', 'file', 'sticker'])('%s', (kind) => {
  const described = { name: 'a.jpg', mime_type: 'image/jpeg', size: 5, duration_s: 1.6 };
  expect(contentsOf({ attachments: [file(kind, described)] })).toEqual([
    { type: kind, file: { reference: URL, name: 'a.jpg', mimeType: 'image/jpeg', size: 5, durationS: 2 } },
  ]);
});

it.each([
  ['a text', { text: 'Hi' }, [{ type: 'text', text: 'Hi' }]],
  ['a kind of file of later', { attachments: [file('hologram')] }, [{ type: 'file', file: { reference: URL } }]],
  ['a text beside a file', { text: 'Look', attachments: [file('picture')] }, [{ type: 'picture', caption: 'Look' }]],
  [
    'a text beside files of which the first has a caption',
    { text: 'Look', attachments: [file('picture', { caption: 'One' }), file('file')] },
    [
      { type: 'picture', caption: 'One', album: 'm1' },
      { type: 'file', caption: 'Look', album: 'm1' },
    ],
  ],
  [
    'a text beside a file that has a caption',
    { text: 'Look', attachments: [file('picture', { caption: 'One' })] },
    [
      { type: 'text', text: 'Look' },
      { type: 'picture', caption: 'One' },
    ],
  ],
  [
    'a place with a text',
    { text: 'Here', location: { lat: 1.5, lon: -2, title: 'Shop', address: 'Main St' } },
    [
      { type: 'text', text: 'Here' },
      { type: 'location', latitude: 1.5, longitude: -2, title: 'Shop', address: 'Main St' },
    ],
  ],
  [
    'a contact card',
    { contact_card: { name: 'Bob', phones: ['+1555'] } },
    [{ type: 'contact', name: 'Bob', phone: '+1555' }],
  ],
  [
    'a contact card without a number',
    { contact_card: { name: 'Bob', emails: ['b@x.example'] } },
    [{ type: 'unsupported', what: 'contact card', caption: 'Bob b@x.example' }],
  ],
  [
    'a link',
    { link: { url: 'https://x.example', title: 'X', description: 'All of it' } },
    [{ type: 'text', text: 'X\nAll of it\nhttps://x.example' }],
  ],
  [
    'a link that stands in the text',
    { text: 'See https://x.example', link: { url: 'https://x.example' } },
    [{ type: 'text', text: 'See https://x.example' }],
  ],
  [
    'buttons',
    {
      text: 'Choose',
      sender: { type: 'bot' },
      buttons: [
        { id: '1', title: 'A' },
        { id: '2', title: 'B', url: 'https://x.example' },
      ],
    },
    [{ type: 'text', text: 'Choose\n[A]\n[B] https://x.example' }],
  ],
  ['something of later with words for it', { poll: {}, fallback_text: '[poll]' }, [{ type: 'text', text: '[poll]' }]],
  ['something of later', { poll: {} }, [{ type: 'unsupported', what: 'message of an unknown kind' }]],
])('%s', (_, said, contents) => {
  expect(contentsOf(said)).toMatchObject(contents);
  expect(contentsOf(said)).toHaveLength(contents.length);
});

it('of several things become messages whose ids are those of the first and a number', () => {
  const { events } = heard(
    eventOf('message.created', {
      message: {
        id: 'm1',
        created_at: '2026-11-21T10:00:00Z',
        sender: { type: 'customer' },
        attachments: [file('picture'), file('picture'), file('video')],
        reply_to: { id: 'brg-1' },
      },
      conversation: { id: 'c1' },
      contact: { id: 'u1' },
    }),
  );
  expect(events).toMatchObject([
    { key: 'message/m1', remoteId: 'm1', content: { replyTo: { remoteId: 'brg-1' }, album: 'm1' } },
    { key: 'message/m1#2', remoteId: 'm1#2', content: { album: 'm1' } },
    { key: 'message/m1#3', remoteId: 'm1#3', content: { album: 'm1' } },
  ]);
});
