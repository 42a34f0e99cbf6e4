import { contentOf } from './updates';

const file = { file_id: 'id', file_unique_id: 'unique', file_size: 900 };
const remote = { reference: 'id', sameAs: 'unique', size: 900 };

describe('files', () => {
  it('of a photo are its largest size', () => {
    const photo = [
      { file_id: 'small', file_unique_id: 's', file_size: 1200, width: 90, height: 67 },
      { file_id: 'large', file_unique_id: 'l', file_size: 190000, width: 1280, height: 960 },
    ];
    expect(contentOf({ photo, caption: 'Look' })).toEqual({
      type: 'picture',
      file: { reference: 'large', sameAs: 'l', size: 190000 },
      caption: 'Look',
    });
  });

  it.each([
    [
      'a video',
      { video: { ...file, duration: 7, width: 1, height: 1, file_name: 'a.mp4', mime_type: 'video/mp4' } },
      { type: 'video', file: { ...remote, name: 'a.mp4', mimeType: 'video/mp4', durationS: 7 } },
    ],
    [
      'a voice message',
      { voice: { ...file, duration: 3, mime_type: 'audio/ogg' } },
      { type: 'voice', file: { ...remote, mimeType: 'audio/ogg', durationS: 3 } },
    ],
    [
      'an audio file',
      { audio: { ...file, duration: 180, file_name: 't.mp3', mime_type: 'audio/mpeg', title: 'T', performer: 'P' } },
      { type: 'audio', file: { ...remote, name: 't.mp3', mimeType: 'audio/mpeg', durationS: 180 } },
    ],
    [
      'an audio file without a name',
      { audio: { ...file, duration: 180, title: 'Song', performer: 'Band' } },
      { type: 'audio', file: { ...remote, name: 'Band – Song', durationS: 180 } },
    ],
    [
      'a document',
      { document: { ...file, file_name: 'a.pdf', mime_type: 'application/pdf' } },
      { type: 'file', file: { ...remote, name: 'a.pdf', mimeType: 'application/pdf' } },
    ],
    [
      'a round video',
      { video_note: { ...file, duration: 5, length: 240 } },
      { type: 'video', file: { ...remote, durationS: 5 } },
    ],
    [
      'an animation, which comes as a document too',
      {
        document: { ...file, file_id: 'other' },
        animation: { ...file, duration: 2, width: 1, height: 1, file_name: 'g.mp4', mime_type: 'video/mp4' },
      },
      { type: 'video', file: { ...remote, name: 'g.mp4', mimeType: 'video/mp4', durationS: 2 } },
    ],
    ['a live photo, which comes as a photo too', { live_photo: {}, photo: [file] }, { type: 'picture', file: remote }],
    ['a file of unknown size', { document: { file_id: 'id' } }, { type: 'file', file: { reference: 'id' } }],
  ])('%s', (_, fields, content) => {
    expect(contentOf({ ...fields, caption: 'Words' })).toEqual({ ...content, caption: 'Words' });
    expect(contentOf(fields)).toEqual(content);
  });

  it('over the limit of downloads are files all the same', () => {
    const document = { ...file, file_size: 2_000_000_000 };
    expect(contentOf({ document })).toMatchObject({ type: 'file', file: { size: 2_000_000_000 } });
  });
});

describe('stickers', () => {
  const sticker = { ...file, emoji: '👍', width: 512, height: 512, type: 'regular' };
  const thumbnail = { file_id: 'thumb', file_unique_id: 't', file_size: 90, width: 1, height: 1 };

  it('are stickers, without their emoji', () => {
    expect(contentOf({ sticker: { ...sticker, is_animated: false, is_video: false, thumbnail } })).toEqual({
      type: 'sticker',
      file: remote,
    });
  });

  it.each(['is_animated', 'is_video'])('that move (%s) are a picture of themselves', (moves) => {
    expect(contentOf({ sticker: { ...sticker, [moves]: true, thumbnail } })).toEqual({
      type: 'sticker',
      file: { reference: 'thumb', sameAs: 't', size: 90 },
    });
  });

  it('that move and have no picture are told by their emoji', () => {
    expect(contentOf({ sticker: { ...sticker, is_video: true } })).toEqual({
      type: 'unsupported',
      what: 'animated sticker',
      caption: '👍',
    });
  });
});

describe('what is no file', () => {
  it.each([
    [
      'a location',
      { location: { latitude: 55.75, longitude: 37.61, horizontal_accuracy: 12 } },
      { type: 'location', latitude: 55.75, longitude: 37.61 },
    ],
    [
      'a live location',
      { location: { latitude: 55.75, longitude: 37.61, live_period: 900, heading: 90 } },
      { type: 'location', latitude: 55.75, longitude: 37.61 },
    ],
    [
      'a venue, which comes as a location too',
      {
        location: { latitude: 3, longitude: 4 },
        venue: { location: { latitude: 1, longitude: 2 }, title: 'Cafe', address: 'Main 1' },
      },
      { type: 'location', latitude: 1, longitude: 2, title: 'Cafe', address: 'Main 1' },
    ],
    [
      'a contact card',
      { contact: { phone_number: '79990001122', first_name: 'Bob', last_name: 'R' } },
      { type: 'contact', name: 'Bob R', phone: '79990001122' },
    ],
    [
      'a card of somebody in Telegram',
      { contact: { phone_number: '79990001122', first_name: 'Bob', user_id: 555 } },
      { type: 'contact', name: 'Bob', phone: '+79990001122' },
    ],
    [
      'a card without a name',
      { contact: { phone_number: '112', first_name: '' } },
      { type: 'contact', name: '112', phone: '112' },
    ],
    [
      'a card without a number',
      { contact: { phone_number: '', first_name: 'Bob' } },
      { type: 'unsupported', what: 'contact card', caption: 'Bob' },
    ],
    ['dice', { dice: { emoji: '🎲', value: 4 } }, { type: 'text', text: '🎲 4' }],
    [
      'a poll',
      { poll: { id: '1', question: 'When?', options: [{ text: 'Today', voter_count: 0 }, { text: 'Later' }] } },
      { type: 'unsupported', what: 'poll', caption: 'When?\n• Today\n• Later' },
    ],
    ['a story', { story: { id: 1 } }, { type: 'unsupported', what: 'story' }],
    ['a game', { game: { title: 'Chess' } }, { type: 'unsupported', what: 'game', caption: 'Chess' }],
    ['an invoice', { invoice: { title: 'Tea' } }, { type: 'unsupported', what: 'invoice', caption: 'Tea' }],
    ['a checklist', { checklist: { title: 'To do' } }, { type: 'unsupported', what: 'checklist', caption: 'To do' }],
    [
      'paid media',
      { paid_media: { star_count: 1 }, caption: 'Buy' },
      { type: 'unsupported', what: 'paid media', caption: 'Buy' },
    ],
    ['a kind of the future', { hologram: {} }, { type: 'unsupported', what: 'message of an unknown kind' }],
  ])('%s', (_, fields, content) => {
    expect(contentOf(fields)).toEqual(content);
  });
});

describe('what is not as it should be is told by its kind', () => {
  it.each([
    ['photo', { photo: [] }],
    ['photo', { photo: 'x' }],
    ['video', { video: { file_id: 7 } }],
    ['audio file', { audio: null }],
    ['sticker', { sticker: {} }],
    ['location', { location: { latitude: 91, longitude: 0 } }],
    ['venue', { venue: { location: {} } }],
    ['contact card', { contact: {} }],
    ['poll', { poll: {} }],
    ['dice', { dice: [] }],
  ])('%s', (what, fields) => {
    expect(contentOf({ ...fields, caption: 'Words' })).toEqual({ type: 'unsupported', what, caption: 'Words' });
  });
});

describe('links behind words', () => {
  const link = (offset: number, length: number, url = 'https://x.y/') => ({ type: 'text_link', offset, length, url });

  it('are written out', () => {
    const text = '👍 here and there';
    expect(contentOf({ text, entities: [link(3, 4), link(12, 5, 'https://z/'), { type: 'bold' }] })).toEqual({
      type: 'text',
      text: '👍 here (https://x.y/) and there (https://z/)',
    });
  });

  it('are written out in captions', () => {
    expect(contentOf({ document: file, caption: 'Offer', caption_entities: [link(0, 5)] })).toMatchObject({
      caption: 'Offer (https://x.y/)',
    });
  });

  it.each([
    ['that say themselves', 'https://x.y/', [link(0, 12)]],
    ['that lie beyond the text', 'Hi', [link(0, 3)]],
    ['that are not links', 'Hi', [{ ...link(0, 2), type: 'url' }, null, 7]],
  ])('%s are left as they are', (_, text, entities) => {
    expect(contentOf({ text, entities })).toEqual({ type: 'text', text });
  });
});
