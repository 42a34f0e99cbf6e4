import * as hooks from './webhooks';

const attached = (type: string, payload?: object, text?: string) =>
  hooks.contentOf({ attachments: [{ type, payload }], ...(text === undefined ? {} : { text }) });
const url = 'https://cdn.fbsbx.com/v/t59/my%20list.pdf?oh=1';

it.each([
  ['image', 'picture'],
  ['video', 'video'],
  ['audio', 'voice'],
])('%s is a %s', (type, kind) => {
  expect(attached(type, { url })).toEqual({ type: kind, file: { reference: url } });
});

it('a file has its name in its address only', () => {
  expect(attached('file', { url })).toEqual({ type: 'file', file: { reference: url, name: 'my list.pdf' } });
  expect(attached('file', { url: 'https://x.y/%E0%A4%A' })).toEqual({
    type: 'file',
    file: { reference: 'https://x.y/%E0%A4%A' },
  });
});

describe('a sticker', () => {
  it.each(['sticker', 'image'])('as %s', (type) => {
    expect(attached(type, { url, sticker_id: 369239263222822 })).toEqual({
      type: 'sticker',
      file: { reference: url, sameAs: 'sticker/369239263222822' },
    });
  });

  it('the like without a picture is its emoji', () => {
    expect(attached('sticker', { sticker_id: 369239263222822 })).toEqual({ type: 'text', text: '👍' });
  });
});

it('a link has its own words, or those of its preview', () => {
  expect(attached('fallback', { url, title: 'X' }, 'https://x.y')).toEqual({ type: 'text', text: 'https://x.y' });
  expect(attached('fallback', { url, title: 'X' })).toEqual({ type: 'text', text: `X\n${url}` });
  expect(attached('fallback', undefined, 'https://x.y')).toEqual({ type: 'text', text: 'https://x.y' });
});

it('a post or reel that is passed on', () => {
  expect(attached('reel', { url, title: 'T', reel_video_id: 123 })).toEqual({
    type: 'text',
    text: 'T',
    sharedPost: { url, site: 'Facebook reel' },
  });
});

it('a location of old', () => {
  expect(attached('location', { coordinates: { lat: 1, long: 2 } })).toEqual({
    type: 'location',
    latitude: 1,
    longitude: 2,
  });
});

it('products', () => {
  const product = {
    elements: [{ id: '1', retailer_id: 'sku', title: 'Cup', subtitle: '$10' }, { retailer_id: 'sku-2' }],
  };
  expect(attached('template', { product }, 'This?')).toEqual({ type: 'text', text: 'This?\n🛒 Cup – $10\n🛒 sku-2' });
  expect(attached('template', { product })).toEqual({ type: 'text', text: '🛒 Cup – $10\n🛒 sku-2' });
});

it.each([
  ['appointment_booking', 'appointment'],
  ['template', 'card'],
  ['image', 'photo'],
  ['what_comes_later', 'attachment of an unknown kind'],
  ['constructor', 'attachment of an unknown kind'],
])('%s that cannot be carried is named', (type, what) => {
  expect(attached(type, {}, 'words')).toEqual({ type: 'unsupported', what, caption: 'words' });
});

it('a message of nothing is named', () => {
  expect(hooks.contentOf({})).toEqual({ type: 'unsupported', what: 'message without content' });
});

it.each([
  [
    {
      source: 'ADS',
      type: 'OPEN_THREAD',
      ad_id: 6012345678901234567n,
      ref: 'x',
      ads_context_data: { ad_title: 'Sale' },
    },
    { source: 'ad', id: '6012345678901234567', title: 'Sale', text: 'x' },
  ],
  [{ product: { id: '77' } }, { source: 'link', id: '77', text: 'product 77' }],
  [
    { ref: 'x', referer_uri: 'https://shop.example/' },
    { source: 'link', id: 'x', url: 'https://shop.example/' },
  ],
])('a referral %#', (referral, expected) => {
  const body = JSON.stringify(
    hooks.webhook(hooks.item({ message: { mid: 'm_1', text: 'Hi', referral } })),
    (_, value: unknown) => (typeof value === 'bigint' ? `#${String(value)}#` : value),
  ).replace(/"#(\d+)#"/, '$1');
  expect(hooks.eventsOf(body)).toMatchObject([{ content: { type: 'text', text: 'Hi', referral: expected } }]);
});
