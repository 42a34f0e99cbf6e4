import { Readable } from 'node:stream';
import { NoAnswer, type DownloadRequest, type HttpDownload } from '../../../src/http/client';
import type { Acknowledgement, DriverContext } from '../../../src/messengers/contract';
import { telegram } from '../../../src/messengers/telegram';
import type { TelegramCredentials } from '../../../src/messengers/telegram/credentials';
import { contextOf, errorOf, ok, refusal, ScriptedHttp, TOKEN } from './scripted-http';

/** Fails where the driver has no such ability, instead of passing by doing nothing. */
function able<Name extends 'react' | 'typing' | 'acknowledge' | 'fetchMedia'>(name: Name) {
  const ability = telegram[name];
  if (ability === undefined) throw new Error(`${name} is missing`);
  return ability as NonNullable<(typeof telegram)[Name]>;
}

describe('react', () => {
  const react = (http: ScriptedHttp, emoji: string | null, remoteId = '41') =>
    able('react')(contextOf(http), { chat: '777000123', remoteId, emoji });

  it.each([
    ['👍', [{ type: 'emoji', emoji: '👍' }]],
    ['❤️', [{ type: 'emoji', emoji: '❤' }]],
    [null, []],
  ])('sets %j', async (emoji, reaction) => {
    const http = new ScriptedHttp(ok(true));
    await react(http, emoji);
    expect(http.only).toMatchObject({
      method: 'setMessageReaction',
      parameters: { chat_id: 777000123, message_id: 41, reaction },
    });
  });

  it('is done where it was done before', async () => {
    await expect(react(new ScriptedHttp(refusal(400, 'Bad Request: MESSAGE_NOT_MODIFIED')), '👍')).resolves.toBe(
      undefined,
    );
    const said = 'Bad Request: message is not modified: it is the same';
    await expect(react(new ScriptedHttp(refusal(400, said)), '👍')).resolves.toBe(undefined);
  });

  it.each([
    ['Bad Request: REACTION_INVALID', 'Telegram does not let bots use the reaction 🦷.'],
    ['Bad Request: not enough rights to set reactions', 'Telegram gives the bot no right to do this in this chat.'],
    ['Bad Request: need administrator rights in the chat', 'Telegram gives the bot no right to do this in this chat.'],
    ['Bad Request: message to react not found', 'The message reacted to is not in Telegram any more.'],
  ])('is refused for good: %s', async (description, text) => {
    const error = await errorOf(react(new ScriptedHttp(refusal(400, description)), '🦷'));
    expect(error).toMatchObject({ code: 905, retry: 'no', text });
  });

  it('waits where Telegram asks for it', async () => {
    const error = await errorOf(react(new ScriptedHttp(refusal(429, 'Too Many Requests', { retry_after: 5 })), '👍'));
    expect(error).toMatchObject({ retry: 'later', retryAfterMs: 5_000, breadth: 'source' });
  });

  it('does not ask about the press of a button', async () => {
    const http = new ScriptedHttp();
    expect(await errorOf(react(http, '👍', 'callback/4382'))).toMatchObject({ code: 905, retry: 'no' });
    expect(http.calls).toHaveLength(0);
  });
});

describe('typing', () => {
  it('is shown', async () => {
    const http = new ScriptedHttp(ok(true));
    await able('typing')(contextOf(http), '777000123');
    expect(http.only).toMatchObject({
      method: 'sendChatAction',
      parameters: { chat_id: 777000123, action: 'typing' },
    });
  });
});

describe('acknowledge', () => {
  const acknowledge = (http: ScriptedHttp, what: Acknowledgement['what']) =>
    able('acknowledge')(contextOf(http), { what });
  const press = { kind: 'press', callbackQueryId: '4382' };

  it("stops a button's spinner", async () => {
    const http = new ScriptedHttp(ok(true));
    await acknowledge(http, press);
    expect(http.only).toMatchObject({ method: 'answerCallbackQuery', parameters: { callback_query_id: '4382' } });
  });

  it('has nothing to stop where the spinner has stopped', async () => {
    const said = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    await expect(acknowledge(new ScriptedHttp(refusal(400, said)), press)).resolves.toBe(undefined);
  });

  it('says so where it failed', async () => {
    expect(await errorOf(acknowledge(new ScriptedHttp(refusal(500, 'x')), press))).toMatchObject({ retry: 'later' });
  });

  it('tells a group where the bot answers', async () => {
    const http = new ScriptedHttp(ok({ id: 1, is_bot: true, first_name: 'Shop', username: 'shop_bot' }));
    await acknowledge(http, { kind: 'group', chat: '-5' });
    expect(http.calls.map(({ method }) => method)).toEqual(['getMe', 'sendMessage']);
    expect(http.calls[1]?.parameters).toEqual({
      chat_id: -5,
      text: 'I answer in private chats only: t.me/shop_bot',
    });
  });
});

describe('fetchMedia', () => {
  const fetchMedia = (context: DriverContext<TelegramCredentials>, reference = 'BQAC') =>
    able('fetchMedia')(context, reference);
  const opened = (): HttpDownload => ({
    ok: true,
    status: 200,
    headers: {},
    length: 5,
    body: Readable.from([Buffer.from('bytes')]),
    abandon: () => undefined,
  });

  it('asks where the file is and opens it', async () => {
    const http = new ScriptedHttp(ok({ file_id: 'BQAC', file_path: 'documents/file 7#.pdf' }));
    const asked: DownloadRequest[] = [];
    http.download = (request) => {
      asked.push(request);
      return Promise.resolve(opened());
    };
    expect(await fetchMedia(contextOf(http))).toMatchObject({ ok: true, length: 5 });
    expect(http.only).toMatchObject({ method: 'getFile', parameters: { file_id: 'BQAC' } });
    expect(asked[0]?.url).toBe(`https://api.telegram.org/file/bot${TOKEN}/documents/file%207%23.pdf`);
  });

  it.each([
    ['too big', refusal(400, 'Bad Request: file is too big'), 'no', 'over 20 MB'],
    ['gone', refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable'), 'no', 'any more'],
    ['unknown', refusal(400, 'Bad Request: invalid file_id'), 'no', 'any more'],
    ['without a place', ok({ file_id: 'x' }), 'no', 'any more'],
    ["on the server's own disk", ok({ file_path: '/var/lib/telegram/1/documents/a.pdf' }), 'no', 'disk'],
    ['on the disk of a server of another kind', ok({ file_path: 'C:\\files\\a.pdf' }), 'no', 'disk'],
    ['elsewhere', ok({ file_path: 'documents/../../botX/getMe' }), 'later', 'not understood'],
    ['behind a dead token', refusal(401, 'Unauthorized'), 'later', 'token'],
    ['not to be had now', refusal(504, 'Gateway Timeout'), 'later', '504'],
    ['not answered for', new NoAnswer('maybe', 'the connection broke'), 'later', 'did not answer'],
  ])('says why not: %s', async (_, reply, retry, text) => {
    const error = await errorOf(fetchMedia(contextOf(new ScriptedHttp(reply))));
    expect(error.retry).toBe(retry);
    expect(error.text).toContain(text);
  });

  it('may be tried again when the download does not begin', async () => {
    const http = new ScriptedHttp(ok({ file_path: 'documents/a.pdf' }));
    http.download = () => Promise.reject(new NoAnswer('maybe', 'the connection broke'));
    const error = await errorOf(fetchMedia(contextOf(http)));
    expect(error).toMatchObject({ retry: 'later' });
    expect(`${error.message} ${error.stack ?? ''}`).not.toContain('AAHsecret');
  });

  it('hands over what the server says instead of the file', async () => {
    const http = new ScriptedHttp(ok({ file_path: 'documents/a.pdf' }));
    http.download = () => Promise.resolve({ ok: false, status: 404, headers: {}, body: Buffer.alloc(0) });
    expect(await fetchMedia(contextOf(http))).toMatchObject({ ok: false, status: 404 });
  });
});
