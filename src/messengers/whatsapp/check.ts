import { z } from 'zod';
import { together, wordsOf, type Words } from '../../model/words';
import type { Check, ConnectedContext, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { askGraph, callGraph } from '../graph/call';
import { say as sayOfMeta } from '../graph/phrases';
import { tokenChecks } from '../graph/token';
import { UNKNOWN_NUMBER } from './connect-errors';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { tokenOf } from './identify';
import { hostOf } from '../host-of';
import { say } from './phrases';
import { addressIn, NEEDED_FIELDS, readSubscription } from './webhook';

const PERMISSIONS = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const;

type Context = ConnectedContext<WhatsAppCredentials>;
type Fault = Extract<Health, { state: 'broken' }>['fault'];

/** Looks at everything that has to be right, in the order in which it is set up (whatsapp.md §1, Health). */
export async function check(context: Context): Promise<Health> {
  const looks: readonly { readonly fault: Fault; readonly look: (context: Context) => Promise<readonly Check[]> }[] = [
    { fault: 'credentials', look: checkToken },
    { fault: 'credentials', look: checkNumber },
    { fault: 'webhook', look: checkSubscription },
  ];
  const checks: Check[] = [];
  let broken: (Words & { readonly fault: Fault }) | undefined;
  for (const { fault, look } of looks) {
    try {
      const found = await look(context);
      checks.push(...found);
      const worst = found.find(({ state }) => state === 'broken');
      if (worst !== undefined) broken ??= { fault, ...wordsOf(worst) };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      broken ??= { fault: error.code === 902 ? 'credentials' : 'unreachable', ...error.words };
      break;
    }
  }
  return broken === undefined ? { state: 'ok', checks } : { state: 'broken', ...broken, checks };
}

async function checkToken(context: Context): Promise<readonly Check[]> {
  const facts = await tokenOf(context);
  const { appId } = context.credentials;
  if (facts === undefined) return [{ name: 'token', state: 'warning', ...sayOfMeta('graph.token-untold') }];
  return tokenChecks(facts, { appId, needed: PERMISSIONS, clock: context.clock });
}

const word = z.string().min(1).optional().catch(undefined);
const PhoneNumber = z.object({
  quality_rating: word,
  name_status: word,
  code_verification_status: word,
  whatsapp_business_manager_messaging_limit: word,
});
const Standing = z.object({ status: word, platform_type: word });

async function checkNumber(context: Context): Promise<readonly Check[]> {
  const access = accessOf(context.credentials);
  const path = [context.credentials.phoneNumberId];
  const fields = Object.keys(PhoneNumber.shape).join(',');
  const number = await callGraph(
    context,
    access,
    { method: 'GET', path, query: { fields } },
    PhoneNumber,
    UNKNOWN_NUMBER,
  );
  // Newer than the others, and not worth failing for.
  const more = { method: 'GET', path, query: { fields: Object.keys(Standing.shape).join(',') } } as const;
  const standing = await askGraph(context, access, more, Standing);
  return [registration(number, standing.kind === 'done' ? standing.result : {}), quality(number)];
}

function registration(
  { code_verification_status, name_status }: z.infer<typeof PhoneNumber>,
  { status, platform_type }: Partial<z.infer<typeof Standing>>,
): Check {
  const name = 'number';
  if (platform_type === 'NOT_APPLICABLE' || status === 'PENDING' || status === 'DISCONNECTED') {
    return { name, state: 'broken', ...say('whatsapp.not-registered') };
  }
  if (status === 'BANNED' || status === 'RESTRICTED') {
    return status === 'BANNED'
      ? { name, state: 'broken', ...say('whatsapp.number-closed') }
      : { name, state: 'warning', ...say('whatsapp.number-restricted') };
  }
  if (name_status === 'DECLINED') {
    return { name, state: 'warning', ...say('whatsapp.name-declined') };
  }
  // A code that has expired concerns a registration that may have been made long ago.
  if (code_verification_status === 'NOT_VERIFIED') {
    return { name, state: 'warning', ...say('whatsapp.number-unverified') };
  }
  return { name, state: 'ok', text: 'The number is registered with WhatsApp.' };
}

function quality(number: z.infer<typeof PhoneNumber>): Check {
  const { quality_rating: rating, whatsapp_business_manager_messaging_limit: limit } = number;
  const limited = limit === undefined ? [] : [peopleIn(limit)];
  const name = 'quality';
  if (rating === 'RED') {
    return { name, state: 'warning', ...together([say('whatsapp.quality-low'), ...limited]) };
  }
  const word = rating === 'YELLOW' ? 'medium' : rating === 'GREEN' ? 'high' : 'not rated yet';
  const found = { text: `The quality of the number's messages, as Meta sees it: ${word}.` };
  return { name, state: 'ok', ...together([found, ...limited]) };
}

/** `TIER_2K`, `TIER_UNLIMITED` (whatsapp.md §6). */
function peopleIn(limit: string): Words {
  const tier = limit.replace(/^TIER_/, '');
  if (tier === 'UNLIMITED') return say('whatsapp.people-unlimited');
  return say('whatsapp.people', { count: tier.replace(/K$/, ' 000') });
}

async function checkSubscription(context: Context): Promise<readonly Check[]> {
  const subscription = await readSubscription(context);
  if (!subscription.isSubscribed) {
    return [{ name: 'subscription', state: 'broken', ...say('whatsapp.not-subscribed') }];
  }
  const subscribed: Check = { name: 'subscription', state: 'ok', text: 'The app is told of this account.' };
  return [subscribed, addressCheck(context, addressIn(subscription)), ...fieldsCheck(subscription)];
}

function addressCheck({ webhook }: Context, address: string | undefined): Check {
  const name = 'address';
  if (address === webhook.url) return { name, state: 'ok', text: `Meta sends messages to ${hostOf(address)}.` };
  const words =
    address === undefined ? say('whatsapp.no-address') : say('whatsapp.elsewhere', { host: hostOf(address) });
  return { name, state: 'broken', ...words };
}

function fieldsCheck({ app, isAppKnown }: Awaited<ReturnType<typeof readSubscription>>): readonly Check[] {
  if (!isAppKnown) return [];
  const name = 'fields';
  const missing = NEEDED_FIELDS.filter((field) => app?.fields.includes(field) !== true);
  if (app?.isActive === true && missing.length === 0) {
    return [{ name, state: 'ok', text: 'The app has the webhook fields that are needed.' }];
  }
  const all = app === undefined || missing.includes('messages') || !app.isActive;
  const words = say('whatsapp.fields-missing', { fields: missing.join(', ') });
  return [{ name, state: all ? 'broken' : 'warning', ...words }];
}
