import { buttonBody } from '../../../src/messengers/viber/press';
import { contentOf } from './events';

const media = 'https://dl-media.viber.com/1/x.jpg';

describe('what a customer sends', () => {
  it.each<[string, object, object]>([
    ['a text', { type: 'text', text: 'Привіт 👋\u200b' }, { type: 'text', text: 'Привіт 👋\u200b' }],
    ['a picture', { type: 'picture', media, thumbnail: media }, { type: 'picture', file: { reference: media } }],
    [
      'a picture with words',
      { type: 'picture', media, text: 'look', file_name: 'a.jpg', size: 5 },
      { type: 'picture', file: { reference: media, name: 'a.jpg', size: 5 }, caption: 'look' },
    ],
    [
      'a video',
      { type: 'video', media, size: 10, duration: 7.6 },
      { type: 'video', file: { reference: media, size: 10, durationS: 8 } },
    ],
    [
      'a file',
      { type: 'file', media, file_name: 'a.pdf', file_size: 10 },
      { type: 'file', file: { reference: media, name: 'a.pdf', size: 10 } },
    ],
    [
      'a file whose size is called otherwise',
      { type: 'file', media, file_name: 'a.pdf', size: 11 },
      { type: 'file', file: { reference: media, name: 'a.pdf', size: 11 } },
    ],
    [
      'a sticker',
      { type: 'sticker', sticker_id: 46105, media },
      { type: 'sticker', file: { reference: media, sameAs: 'sticker/46105' } },
    ],
    [
      'a sticker without its picture',
      { type: 'sticker', sticker_id: 46105 },
      { type: 'unsupported', what: 'sticker 46105' },
    ],
    [
      'a contact card',
      { type: 'contact', contact: { name: ' Bob ', phone_number: '+380991234567' } },
      { type: 'contact', name: 'Bob', phone: '+380991234567' },
    ],
    [
      'a contact card without a name',
      { type: 'contact', contact: { phone_number: '+380991234567' } },
      { type: 'contact', name: '+380991234567', phone: '+380991234567' },
    ],
    [
      'a contact card without a number',
      { type: 'contact', contact: { name: 'Bob' } },
      { type: 'unsupported', what: 'contact card', caption: 'Bob' },
    ],
    [
      'a location',
      { type: 'location', location: { lat: 50.45, lon: -30.5, address: 'Kyiv' } },
      { type: 'location', latitude: 50.45, longitude: -30.5, address: 'Kyiv' },
    ],
    [
      'a location in strings',
      { type: 'location', location: { lat: '50.4500000000000001', lon: '-30' } },
      { type: 'location', latitude: 50.45, longitude: -30 },
    ],
    [
      'a location that is nowhere',
      { type: 'location', location: { lat: 95, lon: 0 } },
      { type: 'unsupported', what: 'location' },
    ],
    ['a link', { type: 'url', media: 'https://x.y' }, { type: 'text', text: 'https://x.y' }],
    [
      'a link with words',
      { type: 'url', media: 'https://x.y', text: 'see' },
      { type: 'text', text: 'see\nhttps://x.y' },
    ],
    [
      'a link within words',
      { type: 'url', media: 'https://x.y', text: 'see https://x.y' },
      { type: 'text', text: 'see https://x.y' },
    ],
    ['a carousel', { type: 'rich_media', rich_media: {} }, { type: 'unsupported', what: 'carousel' }],
    [
      'a picture without its address',
      { type: 'picture', text: 'look' },
      { type: 'unsupported', what: 'picture', caption: 'look' },
    ],
    ['a file on nobody’s server', { type: 'file', media: 'file:///etc/passwd' }, { type: 'unsupported', what: 'file' }],
    ['nothing', { type: 'text', text: '' }, { type: 'unsupported', what: 'empty message' }],
    ['what came later', { type: 'voice_note', media }, { type: 'unsupported', what: 'voice note' }],
    [
      'what has no name',
      { media, text: 'x' },
      { type: 'unsupported', what: 'message of an unknown kind', caption: 'x' },
    ],
    ['what has an odd name', { type: '<b>' }, { type: 'unsupported', what: 'message of an unknown kind' }],
  ])('%s', (_, said, content) => {
    expect(contentOf(said)).toEqual(content);
  });
});

describe('the press of a button', () => {
  const pressed = (text: string) => contentOf({ type: 'text', text, tracking_data: 'x' });

  it.each([
    ['Yes', 0, 1],
    ['Sí 👍🏽', 11, 0],
    ['two\nlines', 0, 23],
  ])('%j of row %d, place %d', (label, row, column) => {
    expect(pressed(buttonBody(label, row, column))).toEqual({ type: 'press', row, column, label });
  });

  it('shows as its label alone, and is short enough for phones that cut it', () => {
    const body = buttonBody('x'.repeat(80), 23, 23);
    expect(body.replace(/\u2060[\ufe00-\ufe0f]+$/, '')).toBe('x'.repeat(80));
    expect(body.length).toBeLessThanOrEqual(100);
  });

  it('is a text where its place got lost on the way', () => {
    expect(pressed('Yes')).toEqual({ type: 'text', text: 'Yes' });
    const cut = buttonBody('Yes', 0, 1).slice(0, -1);
    expect(pressed(cut)).toEqual({ type: 'text', text: cut });
  });

  it.each(['b:0:1', 'Yes b:0:1', '❤️', 'Yes\u2060', 'Yes\u2060\ufe00\ufe00', '\ufe0f\ufe0f'])('is not %j', (text) => {
    expect(pressed(text)).toEqual({ type: 'text', text });
  });
});
