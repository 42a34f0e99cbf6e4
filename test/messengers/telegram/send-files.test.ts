import { NoAnswer } from '../../../src/http/client';
import type { OutboundAlbum } from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { MediaType } from '../../../src/model/content';
import { contextOf, errorOf, fileOf, largeFileOf, ok, partOf, refusal, ScriptedHttp, SENT } from './scripted-http';

const MB = 1_024 * 1_024;
const ogg = 'audio/ogg; codecs=opus';

describe('a file', () => {
  it('goes as an upload with its caption', async () => {
    const http = new ScriptedHttp();
    const file = fileOf('image/jpeg', { name: 'Foto "é" 1.jpg' });
    const sent = await telegram.send(contextOf(http), partOf({ type: 'picture', file, caption: 'Olá 👋\nline' }));
    expect(sent).toEqual({ remoteId: '43', at: 1790000005000 });
    expect(http.only).toMatchObject({
      url: 'https://api.telegram.org/bot123456789:AAHsecret_secret/sendPhoto',
      parameters: { chat_id: 777000123, caption: 'Olá 👋\nline' },
      files: { photo: { name: 'Foto _é_ 1.jpg', type: 'image/jpeg', bytes: 'bytes' } },
    });
  });

  it.each<[MediaType, string, string, string, object]>([
    ['picture', 'image/png', 'sendPhoto', 'photo', {}],
    ['picture', 'image/webp', 'sendPhoto', 'photo', {}],
    ['picture', 'image/gif', 'sendAnimation', 'animation', {}],
    ['picture', 'image/tiff', 'sendDocument', 'document', { disable_content_type_detection: true }],
    ['video', 'video/mp4', 'sendVideo', 'video', { supports_streaming: true, duration: 8 }],
    ['video', 'video/quicktime', 'sendDocument', 'document', { disable_content_type_detection: true }],
    ['voice', ogg, 'sendVoice', 'voice', { duration: 8 }],
    ['voice', 'audio/mpeg', 'sendVoice', 'voice', { duration: 8 }],
    ['voice', 'audio/mp4', 'sendVoice', 'voice', { duration: 8 }],
    ['voice', 'audio/amr', 'sendDocument', 'document', { disable_content_type_detection: true }],
    ['audio', 'audio/mpeg', 'sendAudio', 'audio', { duration: 8 }],
    ['audio', 'audio/mp4', 'sendAudio', 'audio', { duration: 8 }],
    ['audio', 'audio/wav', 'sendDocument', 'document', { disable_content_type_detection: true }],
    ['file', 'image/jpeg', 'sendDocument', 'document', { disable_content_type_detection: true }],
    ['sticker', 'image/webp', 'sendSticker', 'sticker', {}],
    ['sticker', 'application/x-tgsticker', 'sendSticker', 'sticker', {}],
    ['sticker', 'video/webm', 'sendSticker', 'sticker', {}],
    ['sticker', 'image/png', 'sendPhoto', 'photo', {}],
    ['sticker', 'application/zip', 'sendDocument', 'document', { disable_content_type_detection: true }],
  ])('that is a %s of the type %s goes by %s', async (type, mimeType, method, field, parameters) => {
    const http = new ScriptedHttp();
    await telegram.send(contextOf(http), partOf({ type, file: fileOf(mimeType, { durationS: 7.6 }) }));
    expect(http.only.method).toBe(method);
    expect(http.only.parameters).toEqual({ chat_id: 777000123, ...parameters });
    expect(Object.keys(http.only.files)).toEqual([field]);
  });

  it.each<[MediaType, string, number, string]>([
    ['picture', 'image/jpeg', 10 * MB, 'sendPhoto'],
    ['picture', 'image/jpeg', 10 * MB + 1, 'sendDocument'],
    ['sticker', 'image/webp', 512 * 1_024, 'sendSticker'],
    ['sticker', 'image/webp', 512 * 1_024 + 1, 'sendPhoto'],
  ])('that is a %s (%s) of %d bytes goes by %s', async (type, mimeType, size, method) => {
    const http = new ScriptedHttp();
    await telegram.send(contextOf(http), partOf({ type, file: largeFileOf(mimeType, size) }));
    expect(http.only.method).toBe(method);
  });

  it('that is a sticker with words is a photo, so that the words arrive', async () => {
    const http = new ScriptedHttp();
    await telegram.send(contextOf(http), partOf({ type: 'sticker', file: fileOf('image/webp'), caption: 'Hi' }));
    expect(http.only).toMatchObject({ method: 'sendPhoto', parameters: { caption: 'Hi' } });
  });

  it('has more time the larger it is', async () => {
    const http = new ScriptedHttp();
    const context = contextOf(http);
    for (const size of [1, 10 * MB, 50 * MB]) {
      await telegram.send(context, partOf({ type: 'file', file: largeFileOf('application/zip', size) }));
    }
    const [small = 0, medium = 0, large = 0] = http.calls.map(({ timeoutMs }) => timeoutMs);
    expect(small).toBeLessThan(11_000);
    expect(medium).toBeGreaterThan(small);
    expect(large).toBeGreaterThan(medium);
    // A lane's activity is given up after two minutes.
    expect(large).toBeLessThan(120_000);
  });

  it('has buttons and a quote', async () => {
    const http = new ScriptedHttp();
    const content = { type: 'file', file: fileOf('application/pdf'), buttons: [[{ text: 'Yes' }]] } as const;
    await telegram.send(contextOf(http), { ...partOf(content), replyTo: '42' });
    expect(http.only.parameters).toMatchObject({
      reply_parameters: { message_id: 42, allow_sending_without_reply: true },
      reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'b0.0' }]] },
    });
  });
});

describe('a file that Telegram does not take as what it is', () => {
  it.each<[MediaType, string, string]>([
    ['voice', ogg, 'Bad Request: VOICE_MESSAGES_FORBIDDEN'],
    ['picture', 'image/jpeg', 'Bad Request: PHOTO_INVALID_DIMENSIONS'],
    ['sticker', 'image/webp', 'Bad Request: STICKER_INVALID'],
  ])('goes once more as a document: %s', async (type, mimeType, description) => {
    const http = new ScriptedHttp(refusal(400, description));
    await telegram.send(contextOf(http), partOf({ type, file: fileOf(mimeType) }));
    expect(http.calls.map(({ method }) => method).at(-1)).toBe('sendDocument');
    expect(http.calls).toHaveLength(2);
    expect(http.calls[1]?.files.document?.bytes).toBe('bytes');
  });

  it('is refused when it is refused as a document too', async () => {
    const http = new ScriptedHttp(refusal(400, 'Bad Request: PHOTO_BAD'), refusal(400, 'Bad Request: FILE_BAD'));
    const error = await errorOf(telegram.send(contextOf(http), partOf({ type: 'picture', file: fileOf('image/png') })));
    expect(error).toMatchObject({
      code: 905,
      retry: 'no',
      text: 'Telegram refused the message: Bad Request: FILE_BAD',
    });
    expect(http.calls).toHaveLength(2);
  });

  it.each([
    [403, 'Forbidden: bot was blocked by the user'],
    [400, 'Bad Request: chat not found'],
    [400, 'Bad Request: file is too big'],
    [413, 'Request Entity Too Large'],
    [429, 'Too Many Requests: retry after 5'],
    [500, 'Internal Server Error'],
  ])('is not sent twice where that would not help: %d %s', async (status, description) => {
    const http = new ScriptedHttp(refusal(status, description));
    await errorOf(telegram.send(contextOf(http), partOf({ type: 'picture', file: fileOf('image/png') })));
    expect(http.calls).toHaveLength(1);
  });

  it('is not sent again after a long time: another worker may have the chat by then', async () => {
    const http = new ScriptedHttp(refusal(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS'));
    const now = jest.spyOn(performance, 'now');
    try {
      now.mockReturnValueOnce(0).mockReturnValueOnce(3_001);
      const error = await errorOf(
        telegram.send(contextOf(http), partOf({ type: 'picture', file: fileOf('image/png') })),
      );
      expect(error).toMatchObject({ retry: 'no' });
    } finally {
      now.mockRestore();
    }
    expect(http.calls).toHaveLength(1);
  });
});

describe('a file whose connection breaks', () => {
  const part = partOf({ type: 'file', file: fileOf('application/pdf') });

  it('after its last byte may have arrived', async () => {
    const http = new ScriptedHttp(new NoAnswer('maybe', 'the connection broke'));
    expect(await errorOf(telegram.send(contextOf(http), part))).toMatchObject({ code: 905, retry: 'unknown' });
  });

  it('before its last byte has certainly not arrived', async () => {
    const http = {
      async request(request: { body?: unknown }): Promise<never> {
        const { stream } = request.body as { stream: () => AsyncIterable<Buffer> };
        for await (const chunk of stream()) if (chunk.length > 0) break;
        throw new NoAnswer('maybe', 'the connection broke');
      },
      download: () => Promise.reject(new Error('no download expected')),
    };
    const error = await errorOf(telegram.send(contextOf(http), part));
    expect(error).toMatchObject({ code: 903, retry: 'later', breadth: 'message' });
    expect(error.text).toBe('The file did not get through to Telegram: the connection broke.');
  });
});

describe('an album', () => {
  const album = (...items: { type: MediaType; mimeType: string; caption?: string; size?: number }[]) => ({
    chat: '777000123',
    replyTo: '42',
    items: items.map(({ type, mimeType, caption, size }, index) => ({
      key: `k${String(index)}`,
      content: {
        type,
        file: fileOf(mimeType, { name: `${String(index)}.bin`, ...(size === undefined ? {} : { size }) }),
        ...(caption === undefined ? {} : { caption }),
      },
    })),
  });
  const sendAlbum = (http: ScriptedHttp, pieces: OutboundAlbum) =>
    telegram.sendAlbum?.(contextOf(http), pieces) ?? Promise.reject(new Error('no albums'));
  const photo = { type: 'picture', mimeType: 'image/jpeg' } as const;
  const film = { type: 'video', mimeType: 'video/mp4' } as const;
  const paper = { type: 'file', mimeType: 'application/pdf' } as const;
  const song = { type: 'audio', mimeType: 'audio/mpeg' } as const;
  const two = ok([SENT, { ...SENT, message_id: 44 }]);

  it('goes in one call and has one id for each piece', async () => {
    const http = new ScriptedHttp(two);
    const sent = await sendAlbum(http, album({ ...photo, caption: 'Both' }, film));
    expect(sent.map(({ remoteId }) => remoteId)).toEqual(['43', '44']);
    expect(http.only).toMatchObject({
      method: 'sendMediaGroup',
      parameters: {
        chat_id: 777000123,
        reply_parameters: { message_id: 42, allow_sending_without_reply: true },
        media: [
          { type: 'photo', media: 'attach://file0', caption: 'Both' },
          { type: 'video', media: 'attach://file1', supports_streaming: true },
        ],
      },
      files: { file0: { name: '0.bin', bytes: 'bytes' }, file1: { name: '1.bin', bytes: 'bytes' } },
    });
  });

  it.each([
    ['documents', paper, 'document'],
    ['music', song, 'audio'],
  ])('is of %s', async (_, item, type) => {
    const http = new ScriptedHttp(two);
    await sendAlbum(http, album(item, item));
    expect(http.only.parameters.media).toMatchObject([{ type }, { type }]);
  });

  it.each([
    ['one', [photo]],
    ['eleven', Array.from({ length: 11 }, () => photo)],
    ['photos and documents', [photo, paper]],
    ['music and documents', [song, paper]],
    ['a picture that has to be a document', [photo, { ...photo, mimeType: 'image/tiff' }]],
    ['a moving picture', [photo, { ...photo, mimeType: 'image/gif' }]],
    [
      'more than gets through in time',
      [
        { ...paper, size: 26 * MB },
        { ...paper, size: 26 * MB },
      ],
    ],
  ])('is none: %s', async (_, items) => {
    const http = new ScriptedHttp();
    expect(await errorOf(sendAlbum(http, album(...items)))).toMatchObject({ code: 905, retry: 'no' });
    expect(http.calls).toHaveLength(0);
  });

  it.each([
    ['a refusal', refusal(400, 'Bad Request: PHOTO_INVALID_DIMENSIONS'), 'no'],
    ['a limit', refusal(429, 'Too Many Requests: retry after 5'), 'later'],
    ['a lost answer', new NoAnswer('maybe', 'the connection broke'), 'unknown'],
    ['an answer with too few ids', ok([SENT]), 'unknown'],
  ])('ends as one by %s', async (_, reply, retry) => {
    const http = new ScriptedHttp(reply);
    expect(await errorOf(sendAlbum(http, album(photo, film)))).toMatchObject({ retry });
  });
});
