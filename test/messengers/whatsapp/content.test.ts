import * as hooks from './webhooks';
import { contentOf } from './webhooks';

const file = { id: '1003383421387256', mime_type: 'image/jpeg', sha256: 'aGFzaA==' };
const remote = { reference: '1003383421387256', sameAs: 'aGFzaA==', mimeType: 'image/jpeg' };

describe('what a message says', () => {
  it.each([
    ['text', { type: 'text', text: { body: 'Hi' } }, { type: 'text', text: 'Hi' }],
    [
      'image',
      { type: 'image', image: { ...file, caption: 'Look' } },
      { type: 'picture', file: remote, caption: 'Look' },
    ],
    ['video', { type: 'video', video: file }, { type: 'video', file: remote }],
    ['voice', { type: 'audio', audio: { ...file, voice: true } }, { type: 'voice', file: remote }],
    ['audio', { type: 'audio', audio: { ...file, voice: false } }, { type: 'audio', file: remote }],
    [
      'document',
      { type: 'document', document: { ...file, filename: 'a.pdf', caption: 'x' } },
      { type: 'file', file: { ...remote, name: 'a.pdf' }, caption: 'x' },
    ],
    ['sticker', { type: 'sticker', sticker: { ...file, animated: true } }, { type: 'sticker', file: remote }],
    [
      'an id that is a long number',
      { type: 'image', image: { id: 1003383421387256 } },
      { type: 'picture', file: { reference: '1003383421387256' } },
    ],
    [
      'location',
      { type: 'location', location: { latitude: 55.75, longitude: 37.61, name: 'Cafe', address: 'Main 1' } },
      { type: 'location', latitude: 55.75, longitude: 37.61, title: 'Cafe', address: 'Main 1' },
    ],
    [
      'one contact',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob R' }, phones: [{ phone: '+1 650 555 0000' }] }] },
      { type: 'contact', name: 'Bob R', phone: '+1 650 555 0000' },
    ],
    [
      'a contact whose name is not told',
      { type: 'contacts', contacts: [{ phones: [{ wa_id: '16505550000' }] }] },
      { type: 'contact', name: '+16505550000', phone: '+16505550000' },
    ],
    [
      'several contacts, with all that is in them',
      {
        type: 'contacts',
        contacts: [
          {
            name: { first_name: 'Bob', last_name: 'R' },
            phones: [{ phone: '+1' }, { phone: '+2' }],
            org: { company: 'X' },
          },
          { name: { formatted_name: 'Eve' }, emails: [{ email: 'e@x.y' }] },
        ],
      },
      { type: 'text', text: '👤 Bob R, X, +1, +2\n👤 Eve, e@x.y' },
    ],
    [
      'order',
      {
        type: 'order',
        order: {
          catalog_id: '1',
          text: 'Soon please',
          product_items: [
            { product_retailer_id: 'sku', quantity: 2, item_price: 10.5, currency: 'USD' },
            { product_retailer_id: 7, quantity: 1 },
          ],
        },
      },
      { type: 'text', text: '🛒\n2 × sku – 10.5 USD\n1 × 7\nSoon please' },
    ],
    [
      'a filled form',
      {
        type: 'interactive',
        interactive: {
          type: 'nfm_reply',
          nfm_reply: {
            name: 'flow',
            body: 'Sent',
            response_json: '{"flow_token":"t","day":"Mon","many":[1,2],"no":""}',
          },
        },
      },
      { type: 'text', text: 'Sent\nday: Mon\nmany: [1,2]' },
    ],
  ])('%s', (_, fields, content) => {
    expect(contentOf(fields)).toEqual(content);
  });

  it.each([
    ['of an unknown kind', { type: 'unsupported', errors: [{ code: 131051 }] }, /does not hand over/],
    ['of a kind of later', { type: 'hologram', hologram: {} }, /does not hand over/],
    ['with a file over the limit', { type: 'unsupported', errors: [{ code: 131052 }] }, /100 MB/],
    ['that is a photo without its id', { type: 'image', image: {} }, /photo/],
    ['that is a permission for calls', { type: 'interactive', interactive: { type: 'call_permission_reply' } }, /form/],
    ['that is a location nowhere', { type: 'location', location: { latitude: 900, longitude: 0 } }, /location/],
  ])('%s is a placeholder', (_, fields, what) => {
    expect(contentOf(fields)).toMatchObject({ type: 'unsupported', what: expect.stringMatching(what) as string });
  });

  it('keeps the caption of what it cannot carry', () => {
    expect(contentOf({ type: 'image', image: { caption: 'Look' } })).toMatchObject({ caption: 'Look' });
  });

  it('tells the number of a person who was asked for it', () => {
    const card = { phones: [{ phone: '+1 650 555 1234', wa_id: '16505551234' }], origin: 'contact_request' };
    const message = { ...hooks.base, from: undefined, type: 'contacts', contacts: [card] };
    const value = { metadata: hooks.metadata, contacts: [{ user_id: hooks.USER }], messages: [message] };
    expect(hooks.eventOf(hooks.change('messages', value))).toMatchObject({
      chat: hooks.USER,
      author: { phone: '+16505551234' },
    });
  });
});

describe('a press', () => {
  const of = { context: { from: '15550100000', id: 'wamid.OURS' } };
  const reply = (type: string, answer: object) => ({ type: 'interactive', interactive: { type, [type]: answer } });

  it.each([
    [
      'of a button',
      { ...reply('button_reply', { id: 'b:1:0', title: 'Yes' }), ...of },
      { type: 'press', of: 'wamid.OURS', row: 1, column: 0, label: 'Yes' },
    ],
    [
      'of a row of a list',
      { ...reply('list_reply', { id: 'l:3', title: 'Fourth', description: 'x' }), ...of },
      { type: 'press', of: 'wamid.OURS', row: 3, column: 0, label: 'Fourth' },
    ],
    [
      'of a button of a template',
      { type: 'button', button: { payload: 'b:1:0', text: 'OK' }, ...of },
      { type: 'press', of: 'wamid.OURS', row: 1, column: 0, label: 'OK' },
    ],
    [
      'of a button of another program says its words',
      { type: 'button', button: { payload: 'CONFIRM', text: 'Yes' }, ...of },
      { type: 'text', text: 'Yes', replyTo: { remoteId: 'wamid.OURS' } },
    ],
    [
      'of nothing that is told says its words',
      { ...reply('list_reply', { id: 'l:3', title: 'Fourth' }), context: {} },
      { type: 'text', text: 'Fourth' },
    ],
    [
      'without words is a placeholder',
      reply('button_reply', { id: 'x' }),
      { type: 'unsupported', what: 'button press' },
    ],
  ])('%s', (_, fields, content) => {
    expect(contentOf(fields)).toEqual(content);
  });
});

describe('what surrounds a message', () => {
  const text = { type: 'text', text: { body: 'Hi' } };

  it.each([
    ['quotes', { context: { from: '1', id: 'wamid.Q' } }, { replyTo: { remoteId: 'wamid.Q' } }],
    ['is passed on', { context: { forwarded: true } }, { forwarded: {} }],
    ['is passed on often', { context: { frequently_forwarded: true } }, { forwarded: {} }],
    [
      'asks about a product',
      { context: { from: '1', id: 'wamid.Q', referred_product: { catalog_id: '1', product_retailer_id: 'sku' } } },
      { replyTo: { remoteId: 'wamid.Q', text: '[product sku]' } },
    ],
    [
      'came by an ad',
      {
        referral: {
          source_url: 'https://fb.me/x',
          source_id: '120',
          source_type: 'ad',
          headline: 'Sale',
          body: '-20%',
          ctwa_clid: 'ARA',
        },
      },
      { referral: { source: 'ad', id: '120', url: 'https://fb.me/x', title: 'Sale', text: '-20%' } },
    ],
    ['came by a post', { referral: { source_type: 'post', source_id: 7 } }, { referral: { source: 'post', id: '7' } }],
    ['came by nothing that is told', { referral: {} }, {}],
  ])('%s', (_, fields, around) => {
    expect(contentOf({ ...text, ...fields })).toEqual({ type: 'text', text: 'Hi', ...around });
  });
});

describe('beside messages', () => {
  const where = { source: hooks.PHONE, chat: hooks.USER, at: 1_790_000_000_000 };

  it.each([
    [
      'a reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.OURS', emoji: '👍' } },
      { kind: 'reaction', remoteId: 'wamid.OURS', reaction: { kind: 'emoji', emoji: '👍' } },
    ],
    [
      'a reaction that is taken back',
      { type: 'reaction', reaction: { message_id: 'wamid.OURS' } },
      { kind: 'reaction', reaction: { kind: 'none' } },
    ],
    [
      'a change of a message',
      {
        type: 'edit',
        edit: {
          original_message_id: 'wamid.ORIG',
          message: { context: { id: 'wamid.Q' }, type: 'text', text: { body: 'fixed' } },
        },
      },
      {
        kind: 'edit',
        remoteId: 'wamid.ORIG',
        content: { type: 'text', text: 'fixed', replyTo: { remoteId: 'wamid.Q' } },
      },
    ],
    [
      'a removal',
      { type: 'revoke', revoke: { original_message_id: 'wamid.ORIG' } },
      { kind: 'removal', remoteId: 'wamid.ORIG' },
    ],
  ])('%s', (_, fields, event) => {
    expect(hooks.eventOf(hooks.messages({ ...hooks.base, ...fields }))).toMatchObject({ ...where, ...event });
  });

  it.each(['reaction', 'edit', 'revoke'])('a %s without its message is not understood', (type) => {
    expect(hooks.eventOf(hooks.messages({ ...hooks.base, type, [type]: {} }))).toMatchObject({ kind: 'unparsed' });
  });
});

describe('what the business sends from its phone', () => {
  const echo = { from: '15550100000', to: '16505551234', id: 'wamid.E', timestamp: '1790000000' };
  const echoes = (...list: object[]) =>
    hooks.change('smb_message_echoes', { metadata: hooks.metadata, contacts: [hooks.ann], message_echoes: list });

  it('is an echo in the chat of the customer', () => {
    expect(hooks.eventOf(echoes({ ...echo, type: 'text', text: { body: 'Hi' } }))).toEqual({
      kind: 'echo',
      key: `echo/${hooks.PHONE}/wamid.E`,
      source: hooks.PHONE,
      chat: hooks.USER,
      remoteId: 'wamid.E',
      at: 1_790_000_000_000,
      customer: {
        remoteId: hooks.USER,
        name: 'Ann',
        phone: '+16505551234',
        profileLink: 'https://wa.me/16505551234',
      },
      content: { type: 'text', text: 'Hi' },
    });
  });

  it('goes by the id where that is told', () => {
    const event = hooks.eventOf(
      echoes({ ...echo, to: undefined, to_user_id: 'DE.7', type: 'image', image: { id: '12345' } }),
    );
    expect(event).toMatchObject({ chat: 'DE.7', content: { type: 'picture' } });
  });

  it.each(['reaction', 'edit', 'revoke'])('is ignored where it is a %s', (type) => {
    expect(hooks.eventOf(echoes({ ...echo, type }))).toMatchObject({ kind: 'ignored' });
  });
});
