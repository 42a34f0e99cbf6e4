import type { z } from 'zod';
import type { DriverContext } from '../contract';
import { request, type Answered, type Call } from './calls';
import type { WeChatCredentials } from './credentials';
import { isAboutToken, refusedBy, tokenTooLate } from './errors';
import { accountToken } from './tokens';

type Context = DriverContext<WeChatCredentials>;

/**
 * What has to be got before a call may take so long. Not longer: who was stopped for long may not be the one that sends in this
 * chat any more (design §3, Fencing).
 */
export const READY_WITHIN_MS = 3_000;

/**
 * Calls the API with the account's access token; once more with another one, where it was refused for that (wechat.md §1).
 *
 * @throws DeliveryError for missing answers, answers of another shape, and where no token is to be had in time
 */
export async function askWeChat<Result>(
  context: Context,
  call: Call,
  result: z.ZodType<Result>,
): Promise<Answered<Result>> {
  return withToken(context, async (token) => {
    const query = { access_token: token, ...call.query };
    const answer = await request(context, { ...call, query }, result);
    return { answer, wantsOther: answer.kind === 'refused' && isAboutToken(answer.refusal) };
  });
}

/** The same where a refusal leaves nothing to try. @throws DeliveryError for refusals too */
export async function callWeChat<Result>(context: Context, call: Call, result: z.ZodType<Result>): Promise<Result> {
  const answer = await askWeChat(context, call, result);
  if (answer.kind === 'refused') throw refusedBy(answer.refusal);
  return answer.result;
}

interface Tried<Answer> {
  readonly answer: Answer;
  /** The token was refused. */
  readonly wantsOther: boolean;
}

/** @throws DeliveryError where no token is to be had in time */
export async function withToken<Answer>(
  context: Context,
  perform: (token: string) => Promise<Tried<Answer>>,
): Promise<Answer> {
  const account = accountToken(context);
  const begun = performance.now();
  const token = await account.current(context);
  if (performance.now() - begun > READY_WITHIN_MS) throw tokenTooLate();
  const first = await perform(token);
  if (!first.wantsOther) return first.answer;
  const other = await account.insteadOf(context, token);
  if (other === token) return first.answer;
  if (performance.now() - begun > READY_WITHIN_MS) throw tokenTooLate();
  return (await perform(other)).answer;
}
