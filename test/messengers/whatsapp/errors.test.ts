import { whatsapp } from '../../../src/messengers/whatsapp';
import { graphError, ScriptedGraph } from '../support/scripted-graph';
import { errorOf } from '../telegram/scripted-http';
import { contextOf, SEND, never } from './calls';
import { NOW, USER } from './webhooks';

const part = { key: 'k', chat: USER, content: { type: 'text', text: 'Hi' }, lastInboundAt: NOW } as const;

async function refusedWith(code: number, more: object = {}, status = 400, headers: Record<string, string> = {}) {
  const http = new ScriptedGraph({ [SEND]: { ...graphError(code, more, status), headers } });
  return errorOf(whatsapp.send(contextOf(http), part));
}

/** Every code of the sheet (whatsapp.md §4). */
describe('a refusal', () => {
  it.each([
    [0, 902, 'later', 'source', 'access token'],
    [190, 902, 'later', 'source', 'access token'],
    [3, 902, 'later', 'source', 'permission'],
    [10, 902, 'later', 'source', 'permission'],
    [200, 902, 'later', 'source', 'permission'],
    [299, 902, 'later', 'source', 'permission'],
    [131005, 902, 'later', 'source', 'permission'],
    [33, 902, 'later', 'source', 'not registered'],
    [131045, 902, 'later', 'source', 'not registered'],
    [133006, 902, 'later', 'source', 'not registered'],
    [133010, 902, 'later', 'source', 'not registered'],
    [131037, 902, 'later', 'source', 'name'],
    [368, 902, 'no', 'message', 'restricted'],
    [131031, 902, 'no', 'message', 'locked'],
    [131042, 902, 'no', 'message', 'payment'],
    [130497, 905, 'no', 'message', 'country'],
    [4, 903, 'later', 'source', 'slowly'],
    [80007, 903, 'later', 'source', 'slowly'],
    [130429, 903, 'later', 'source', 'slowly'],
    [131056, 903, 'later', 'chat', 'slowly'],
    [131048, 905, 'no', 'message', 'blocked or reported'],
    [131064, 905, 'no', 'message', 'blocked or reported'],
    [131047, 905, 'no', 'message', 'template'],
    [131026, 905, 'no', 'message', 'may not be on WhatsApp'],
    [130403, 905, 'no', 'message', 'blocked'],
    [130472, 905, 'no', 'message', 'after a day'],
    [131049, 905, 'no', 'message', 'after a day'],
    [131050, 905, 'no', 'message', 'marketing'],
    [131051, 905, 'no', 'message', 'kind'],
    [131052, 905, 'no', 'message', 'file'],
    [131053, 905, 'no', 'message', 'What Meta says (131053)'],
    [131021, 905, 'no', 'message', 'itself'],
    [131062, 905, 'no', 'message', 'phone numbers only'],
    [100, 905, 'no', 'message', 'What Meta says (100)'],
    [131008, 905, 'no', 'message', 'What Meta says'],
    [131009, 905, 'no', 'message', 'What Meta says'],
    [135000, 905, 'no', 'message', 'What Meta says'],
    [132000, 905, 'no', 'message', 'placeholders'],
    [132001, 905, 'no', 'message', 'language'],
    [132005, 905, 'no', 'message', 'too long'],
    [132007, 905, 'no', 'message', 'rules'],
    [132012, 905, 'no', 'message', 'do not fit'],
    [132018, 905, 'no', 'message', 'do not fit'],
    [132015, 905, 'no', 'message', 'paused'],
    [132016, 905, 'no', 'message', 'stopped'],
    [132068, 905, 'no', 'message', 'blocked'],
    [132069, 903, 'later', 'message', 'slowed down'],
    [133004, 903, 'later', 'message', 'just now'],
    [131016, 903, 'later', 'message', 'just now'],
    [131057, 903, 'later', 'message', 'just now'],
    [1, 903, 'later', 'message', 'just now'],
    [2, 903, 'later', 'message', 'just now'],
    [131000, 903, 'later', 'message', 'just now'],
    [133005, 902, 'later', 'source', 'PIN'],
    [133008, 902, 'later', 'source', 'PIN'],
    [133009, 902, 'later', 'source', 'PIN'],
    [133016, 902, 'later', 'source', 'PIN'],
    [999999, 905, 'no', 'message', 'What Meta says (999999)'],
  ] as const)('%i → %i %s %s: %s', async (code, expected, retry, breadth, text) => {
    const error = await refusedWith(code, { error_data: { details: 'What Meta says' } });
    expect(error).toMatchObject({ code: expected, retry, breadth });
    expect(error.text).toContain(text);
  });

  it.each([
    [368, 'such'],
    [131031, 'everything'],
    [131042, undefined],
    [131048, undefined],
  ])('with %i tells that the number may send: not %s', async (code, forbids) => {
    expect((await refusedWith(code)).forbids).toBe(forbids);
  });

  it('to somebody who never wrote means that the chat cannot be begun', async () => {
    const http = new ScriptedGraph({ [SEND]: graphError(131026) });
    const first = never(part);
    expect(await errorOf(whatsapp.send(contextOf(http), first))).toMatchObject({ code: 904, retry: 'no' });
  });

  it('that Meta calls passing is tried again', async () => {
    expect(await refusedWith(999999, { is_transient: true })).toMatchObject({ code: 903, retry: 'later' });
  });

  it('of an unknown code with a server error may have been carried out', async () => {
    expect(await refusedWith(999999, {}, 500)).toMatchObject({ code: 905, retry: 'unknown' });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'x-business-use-case-usage': '{"1":[{"call_count":100,"estimated_time_to_regain_access":19}]}' }, 19 * 60_000],
    [{ 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":0}]}' }, undefined],
    [{ 'x-business-use-case-usage': '<' }, undefined],
    [{}, undefined],
  ])('that asks to wait: %j → %s ms', async (headers, retryAfterMs) => {
    expect((await refusedWith(80007, {}, 400, headers)).retryAfterMs).toBe(retryAfterMs);
  });
});
