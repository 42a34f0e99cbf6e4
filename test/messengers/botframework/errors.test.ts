import { NoAnswer } from '../../../src/http/client';
import { botframework } from '../../../src/messengers/botframework';
import { errorOf } from '../telegram/scripted-http';
import { CHAT } from './activities';
import { contextOf, fault, ScriptedMicrosoft, type Reply } from './scripted-connector';

const part = (chat = CHAT) => ({ key: 'k', chat, content: { type: 'text', text: 'x' } as const });

async function failed(answer: Reply | NoAnswer, chat = CHAT) {
  const http = new ScriptedMicrosoft(answer);
  const error = await errorOf(botframework.send(contextOf(http), part(chat)));
  return { error, http };
}

describe('a refusal', () => {
  it.each([
    [400, 'BadArgument', 905, 'no'],
    [400, 'BadSyntax', 905, 'no'],
    [401, 'Unauthorized', 902, 'later'],
    [401, 'BotNotRegistered', 902, 'later'],
    [403, 'ConversationBlockedByUser', 905, 'no'],
    [403, 'MessageWritesBlocked', 905, 'no'],
    [403, 'BotNotInConversationRoster', 904, 'no'],
    [404, 'BotNotInConversationRoster', 904, 'no'],
    [403, 'BotDisabledByAdmin', 902, 'no'],
    [403, 'ForbiddenOperationException', 902, 'no'],
    [403, 'NotEnoughPermissions', 902, 'no'],
    [403, 'InvalidBotApiHost', 903, 'later'],
    [403, 'SomethingElse', 905, 'no'],
    [404, 'ConversationNotFound', 904, 'no'],
    [404, 'conversationnotfound', 904, 'no'],
    [404, 'ActivityNotFoundInConversation', 901, 'no'],
    [404, undefined, 904, 'no'],
    [405, undefined, 905, 'no'],
    [501, undefined, 905, 'no'],
    [412, 'PreconditionFailed', 903, 'later'],
    [413, 'MessageSizeTooBig', 905, 'no'],
    [413, undefined, 905, 'no'],
    [429, 'Throttled', 905, 'later'],
    [429, 'TooManyRequests', 905, 'later'],
    [500, 'ServiceError', 903, 'later'],
    [502, undefined, 903, 'later'],
    [503, undefined, 903, 'later'],
    // It may have been taken, so it is not sent again blindly (promise P4).
    [504, undefined, 905, 'unknown'],
    [400, 'toString', 905, 'no'],
  ])('%d %s is %d, %s', async (status, code, expected, retry) => {
    const { error } = await failed(fault(status, code));
    expect(error).toMatchObject({ code: expected, retry });
    expect(error.text).toMatch(/^[A-Z].*[.)]$|^Microsoft refused the message: /);
  });

  it('may be within another one, or without an envelope', async () => {
    const nested = fault(403, 'Forbidden', { subCode: 'MessageWritesBlocked' });
    expect((await failed(nested)).error).toMatchObject({
      code: 905,
      text: expect.stringContaining('blocked') as string,
    });
    const inner = fault(400, 'ServiceError', {
      innerHttpError: { statusCode: 404, body: { error: { code: 'ConversationNotFound' } } },
    });
    expect((await failed(inner)).error).toMatchObject({ code: 904 });
    const bare = { status: 403, body: { errorCode: 209, subCode: 'MessageWritesBlocked', message: 'x' } };
    expect((await failed(bare)).error).toMatchObject({ code: 905, text: expect.stringContaining('blocked') as string });
  });

  it.each([
    [400, 'BadArgument', 902],
    [403, undefined, 902],
    [404, undefined, 902],
    [410, undefined, 902],
    [404, 'ConversationNotFound', 904],
    [413, undefined, 905],
    [500, undefined, 903],
  ])('of Skype, %d %s, is %d: it was switched off', async (status, code, expected) => {
    expect((await failed(fault(status, code), 'skype/8:x')).error).toMatchObject({ code: expected });
  });

  it('tells how long to wait', async () => {
    const slower = { ...fault(429, 'Throttled'), headers: { 'retry-after': '7' } };
    expect((await failed(slower)).error).toMatchObject({ retryAfterMs: 7_000, breadth: 'chat' });
    const final = { ...fault(413), headers: { 'retry-after': '7' } };
    expect((await failed(final)).error.retryAfterMs).toBeUndefined();
  });

  it('never tells the token', async () => {
    const { error } = await failed({ status: 400, body: { error: { code: 'BadSyntax', message: 'with t-1 in it' } } });
    expect(error.text).toBe('Microsoft refused the message: with … in it');
  });

  it.each([
    ['nothing', undefined],
    ['no id', {}],
    ['a list', []],
  ])('is unknown where a success says %s', async (_, body) => {
    expect((await failed({ status: 200, body })).error).toMatchObject({ code: 905, retry: 'unknown' });
  });

  it('is unknown where no answer comes, unless nothing was sent', async () => {
    expect((await failed(new NoAnswer('maybe', 'it broke'))).error).toMatchObject({ code: 905, retry: 'unknown' });
    expect((await failed(new NoAnswer('no', 'it is away'))).error).toMatchObject({ code: 903, retry: 'later' });
  });
});

describe('our own token', () => {
  it('is got anew once where the connector does not take it', async () => {
    const http = new ScriptedMicrosoft(fault(401, 'Unauthorized'), { status: 201, body: { id: '1' } });
    const context = contextOf(http);
    await botframework.send(context, part());
    expect(http.sent.map(({ token }) => token)).toEqual(['Bearer t-1', 'Bearer t-2']);
    await botframework.send(context, part());
    expect(http.sent.at(-1)?.token).toBe('Bearer t-2');
  });

  it('holds the bot where it is not taken then, either', async () => {
    const { error, http } = await failed(fault(401, 'Unauthorized'));
    expect(error).toMatchObject({ code: 902, retry: 'later', breadth: 'source' });
    expect(http.sent).toHaveLength(2);
  });
});
