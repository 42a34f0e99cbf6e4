import { contentOf, contentsOf, message, eventsOf, SERVICE, BOT } from './activities';

const teamsFile = (content: object) => ({
  attachments: [{ contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'a.pdf', content }],
});
const html = (content: string) => ({ contentType: 'text/html', content });

describe('a message says', () => {
  it.each([
    ['words', { text: ' hello\n ' }, { type: 'text', text: ' hello\n ' }],
    ['words as they are', { text: '*bold* <b>&amp;' }, { type: 'text', text: '*bold* <b>&amp;' }],
    ['words of XML', { text: '<b>a</b><br/>b &amp; c', textFormat: 'xml' }, { type: 'text', text: 'a\nb & c' }],
    ['words beside their copy', { text: 'hi', attachments: [html('<p>hi</p>')] }, { type: 'text', text: 'hi' }],
    [
      'words without the name of the bot',
      {
        text: '<at>Bot</at> hello <at>Ann</at>',
        entities: [
          { type: 'mention', mentioned: { id: BOT }, text: '<at>Bot</at>' },
          { type: 'mention', mentioned: { id: '29:x' }, text: '<at>Ann</at>' },
        ],
      },
      { type: 'text', text: 'hello <at>Ann</at>' },
    ],
    [
      'a picture that its server keeps',
      {
        attachments: [
          { contentType: 'image/png', contentUrl: `${SERVICE}v3/attachments/1/views/original`, name: 'a.png' },
        ],
      },
      {
        type: 'picture',
        file: { reference: `bearer ${SERVICE}v3/attachments/1/views/original`, name: 'a.png', mimeType: 'image/png' },
      },
    ],
    [
      'a picture of elsewhere, with words',
      {
        text: 'see',
        attachments: [{ contentType: 'image/*', contentUrl: 'https://smba.trafficmanager.net.evil.example/1' }],
      },
      { type: 'picture', file: { reference: 'https://smba.trafficmanager.net.evil.example/1' }, caption: 'see' },
    ],
    [
      'a picture in the activity itself',
      { attachments: [{ contentType: 'image/gif', contentUrl: 'data:image/gif;base64,R0lGOD==' }] },
      { type: 'picture', file: { reference: 'data:image/gif;base64,R0lGOD==', mimeType: 'image/gif' } },
    ],
    [
      'a film',
      { attachments: [{ contentType: 'video/mp4', contentUrl: 'https://x.y/a.mp4' }] },
      { type: 'video', file: { reference: 'https://x.y/a.mp4', mimeType: 'video/mp4' } },
    ],
    [
      'a sound',
      { attachments: [{ contentType: 'audio/ogg', contentUrl: 'https://x.y/a.ogg' }] },
      { type: 'audio', file: { reference: 'https://x.y/a.ogg', mimeType: 'audio/ogg' } },
    ],
    [
      'a contact card',
      { attachments: [{ contentType: 'text/vcard', contentUrl: 'https://x.y/a.vcf', name: 'Bob.vcf' }] },
      { type: 'file', file: { reference: 'https://x.y/a.vcf', name: 'Bob.vcf', mimeType: 'text/vcard' } },
    ],
    [
      'a file of Teams',
      teamsFile({ downloadUrl: 'https://contoso.sharepoint.com/x?tempauth=y', uniqueId: '1', fileType: 'pdf' }),
      { type: 'file', file: { reference: 'https://contoso.sharepoint.com/x?tempauth=y', name: 'a.pdf' } },
    ],
    ['a file of Teams that is nowhere', teamsFile({}), { type: 'unsupported', what: 'file', caption: 'a.pdf' }],
    [
      'a place',
      {
        entities: [{ type: 'Place', geo: { type: 'GeoCoordinates', latitude: 55.75, longitude: 37.61, name: 'Home' } }],
      },
      { type: 'location', latitude: 55.75, longitude: 37.61, title: 'Home' },
    ],
    [
      'coordinates',
      { entities: [{ type: 'GeoCoordinates', latitude: -1, longitude: 2 }] },
      { type: 'location', latitude: -1, longitude: 2 },
    ],
    [
      'a sticker, which Teams has in the copy only',
      {
        text: '',
        attachments: [html('<p><img alt="x" src="https://media.giphy.com/a.gif?x=1&amp;y=2" width="9"></p>')],
      },
      { type: 'picture', file: { reference: 'https://media.giphy.com/a.gif?x=1&y=2' } },
    ],
    [
      'a card',
      { attachments: [{ contentType: 'application/vnd.microsoft.card.hero', content: { title: 'T', text: 'x' } }] },
      { type: 'unsupported', what: 'card', caption: 'T\nx' },
    ],
    [
      'a file on nobody’s server',
      { attachments: [{ contentType: 'image/png', contentUrl: 'file:///etc/passwd' }] },
      { type: 'unsupported', what: 'picture' },
    ],
    ['something odd', { attachments: [7] }, { type: 'unsupported', what: 'attachment' }],
    ['nothing', { text: ' ' }, { type: 'unsupported', what: 'empty message' }],
  ])('%s', (_, said, content) => {
    expect(contentOf(said)).toEqual(content);
  });

  it('several things, each a message of its own', () => {
    const { events } = eventsOf(
      message({
        text: 'all of these',
        attachments: ['a', 'b'].map((name) => ({ contentType: 'image/png', contentUrl: `https://x.y/${name}.png` })),
        entities: [{ type: 'GeoCoordinates', latitude: 1, longitude: 2 }],
      }),
    );
    expect(events).toMatchObject([
      { remoteId: '1732178000000', content: { type: 'picture', caption: 'all of these', album: '1732178000000' } },
      { remoteId: '1732178000000#1', content: { type: 'picture', album: '1732178000000' } },
      { remoteId: '1732178000000#2', content: { type: 'location', album: '1732178000000' } },
    ]);
    expect(new Set(events.map(({ key }) => key)).size).toBe(3);
  });

  it('words before a place', () => {
    const place = { type: 'GeoCoordinates', latitude: 1, longitude: 2 };
    expect(contentsOf({ text: 'here', entities: [place] })).toMatchObject([{ type: 'text' }, { type: 'location' }]);
  });
});

describe('an answer', () => {
  const reply = (inner: string) =>
    `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="1732177000000">${inner}</blockquote>`;

  it('quotes, in the copy of Teams', () => {
    const copy = `${reply('<strong itemprop="mri" itemid="29:x">Bob &amp; Co</strong><p>First &lt;words&gt;</p>')}<p>Yes<br>indeed</p>`;
    expect(contentOf({ text: 'Bob First words Yes indeed', attachments: [html(copy)] })).toEqual({
      type: 'text',
      text: 'Yes\nindeed',
      replyTo: { remoteId: '1732177000000', text: 'First <words>', author: 'Bob & Co' },
    });
  });

  it('quotes, in the text of Skype', () => {
    const text =
      '<quote author="bob" authorname="Bob" timestamp="1732177000" messageid="17"><legacyquote>[10:00] Bob: </legacyquote>First &amp; last<legacyquote>\n\n&lt;&lt;&lt; </legacyquote></quote>Yes';
    expect(contentOf({ channelId: 'skype', text })).toEqual({
      type: 'text',
      text: 'Yes',
      replyTo: { remoteId: '17', text: 'First & last', author: 'Bob', at: 1732177000000 },
    });
    expect(contentOf({ text })).toEqual({ type: 'text', text });
  });

  it('names what it answers', () => {
    expect(contentOf({ text: 'Yes', replyToId: '17' })).toEqual({
      type: 'text',
      text: 'Yes',
      replyTo: { remoteId: '17' },
    });
  });

  it.each(['<blockquote>just a quote</blockquote>Yes', '<blockquote itemtype="http://schema.skype.com/Reply"', ''])(
    'is none in %j',
    (copy) => {
      expect(contentOf({ text: 'Yes', attachments: [html(copy)] })).toEqual({ type: 'text', text: 'Yes' });
    },
  );
});

describe('the press of a button', () => {
  const value = { courier: { row: 0, column: 1 } };

  it.each([
    ['with its label', { text: 'Yes', value, replyToId: '17' }, { of: '17', label: 'Yes' }],
    ['without', { value, replyToId: '17' }, { of: '17' }],
    ['of a card that is not named', { text: 'Yes', value }, { of: 'card', label: 'Yes' }],
    ['as text', { text: 'Yes', value: JSON.stringify(value) }, { of: 'card', label: 'Yes' }],
  ])('%s', (_, said, press) => {
    expect(contentOf(said)).toEqual({ type: 'press', row: 0, column: 1, ...press });
  });

  it.each([
    ['that says its text', { text: 'Yes', value: { other: 1 } }, { type: 'text', text: 'Yes' }],
    ['that is a text', { value: 'Yes' }, { type: 'text', text: 'Yes' }],
    [
      'of a form',
      { value: { name: 'Ann', age: 7, more: {} } },
      { type: 'unsupported', what: 'filled-in form', caption: 'name: Ann\nage: 7' },
    ],
    [
      'of an odd place',
      { value: { courier: { row: -1, column: 0 } } },
      { type: 'unsupported', what: 'filled-in form' },
    ],
  ])('of somebody else’s %s', (_, said, content) => {
    expect(contentOf(said)).toEqual(content);
  });
});

it.each([
  ['mp4', 'video'],
  ['M4A', 'audio'],
  ['ogg', 'audio'],
  ['jpeg', 'picture'],
  ['zip', 'file'],
  ['constructor', 'file'],
])('a file of Teams that is called %s is a %s', (fileType, type) => {
  const said = teamsFile({ downloadUrl: 'https://x.y/1', uniqueId: '1', fileType });
  expect(contentOf(said)).toEqual({ type, file: { reference: 'https://x.y/1', name: 'a.pdf' } });
});
