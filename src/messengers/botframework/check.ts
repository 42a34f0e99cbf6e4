import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { hostOf } from '../host-of';
import { lookAt } from '../look-at';
import { fetchKeys, keysAt } from './keys';
import type { BotCredentials } from './credentials';
import { sayGuide as say } from './guide-phrases';
import { newToken } from './token';

type Context = ConnectedContext<BotCredentials>;

const MONTH_MS = 30 * 24 * 60 * 60_000;

const SECRET = about('secret');
const TOKEN = about('token');
const KEYS = about('keys');
const ADDRESS = about('address');
const CHANNEL = about('channel');

function about(name: 'secret' | 'token' | 'keys' | 'address' | 'channel'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`botframework.check.${name}`) };
}

/** Works when Microsoft gives the bot a token, and has called the endpoint once (skype.md §1, health check). */
export function check(context: Context): Promise<Health> {
  return lookAt([
    { about: SECRET, fault: 'credentials', look: () => Promise.resolve(secretCheck(context)) },
    {
      about: TOKEN,
      fault: 'credentials',
      async look() {
        await newToken(context);
        return [{ ...TOKEN, state: 'ok', ...say('botframework.check.token.ok') }];
      },
    },
    { about: KEYS, fault: 'webhook', look: async () => [await keysCheck(context)] },
    { about: ADDRESS, fault: 'webhook', look: () => Promise.resolve(otherChecks(context)) },
  ]);
}

/** Microsoft tells the day to a person only; a secret that has ended is refused soon after. */
function secretCheck({ credentials: { secretEndsOn }, clock }: Context): readonly Check[] {
  if (secretEndsOn === '') return [];
  const left = Date.parse(secretEndsOn) - clock.now();
  if (left > MONTH_MS) return [];
  const code = left > 0 ? 'botframework.check.secret.ends' : 'botframework.check.secret.ended';
  return [{ ...SECRET, state: 'warning', ...say(code, { day: secretEndsOn }) }];
}

/** Without keys messages wait, and none is lost. */
async function keysCheck(context: Context): Promise<Check> {
  try {
    await fetchKeys(context);
    return { ...KEYS, state: 'ok', ...say('botframework.check.keys.ok') };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return {
      ...KEYS,
      state: 'warning',
      ...say('botframework.check.keys.none', { host: hostOf(keysAt(context.credentials)) }),
    };
  }
}

function otherChecks({ credentials: { channel }, webhook }: Context): readonly Check[] {
  const address = addressCheck(webhook);
  if (channel !== 'skype') return [address];
  return [address, { ...CHANNEL, state: 'warning', ...say('botframework.check.channel.retired') }];
}

/** Azure does not tell where it calls, so all that is known is whether it did (skype.md §1). */
function addressCheck({ url, isConfirmed }: Context['webhook']): Check {
  if (isConfirmed === undefined) {
    return { ...ADDRESS, state: 'warning', ...say('botframework.check.address.unknown', { url }) };
  }
  if (isConfirmed) return { ...ADDRESS, state: 'ok', ...say('botframework.check.address.ok', { url }) };
  return { ...ADDRESS, state: 'broken', ...say('botframework.check.address.missing', { url }) };
}
