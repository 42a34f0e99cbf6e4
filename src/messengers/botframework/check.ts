import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { fetchKeys, keysAt } from './keys';
import type { BotCredentials } from './credentials';
import { say } from './phrases';
import { newToken } from './token';

type Context = ConnectedContext<BotCredentials>;

const MONTH_MS = 30 * 24 * 60 * 60_000;

/** Works when Microsoft gives the bot a token (skype.md §1, health check); whether messages come, only messages show. */
export async function check(context: Context): Promise<Health> {
  const checks: Check[] = [];
  try {
    await newToken(context);
    checks.push({ name: 'token', state: 'ok', ...say('botframework.check-token') });
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    const { code, words } = error;
    if (code !== 902) return { state: 'broken', fault: 'unreachable', ...words };
    return {
      state: 'broken',
      fault: 'credentials',
      ...words,
      checks: [{ name: 'token', state: 'broken', ...words }, ...secretCheck(context)],
    };
  }
  return {
    state: 'ok',
    checks: [...checks, ...secretCheck(context), await keysCheck(context), ...otherChecks(context)],
  };
}

/** Microsoft tells the day to a person only; a secret that has ended is refused soon after. */
function secretCheck({ credentials: { secretEndsOn }, clock }: Context): readonly Check[] {
  if (secretEndsOn === '') return [];
  const left = Date.parse(secretEndsOn) - clock.now();
  if (left > MONTH_MS) return [];
  const code = left > 0 ? 'botframework.check-secret-ends' : 'botframework.check-secret-ended';
  return [{ name: 'secret', state: 'warning', ...say(code, { day: secretEndsOn }) }];
}

async function keysCheck(context: Context): Promise<Check> {
  const name = 'keys';
  try {
    await fetchKeys(context);
    return { name, state: 'ok', ...say('botframework.check-keys') };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { name, state: 'warning', ...say('botframework.keys', { host: hostOf(keysAt(context.credentials)) }) };
  }
}

function otherChecks({ credentials: { channel }, webhook: { url } }: Context): readonly Check[] {
  const address: Check = { name: 'address', state: 'ok', ...say('botframework.check-address', { url }) };
  if (channel !== 'skype') return [address];
  return [address, { name: 'channel', state: 'warning', ...say('botframework.check-retired') }];
}
