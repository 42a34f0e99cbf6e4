import { z } from 'zod';
import { together, type Words } from '../../model/words';
import type { Check, ConnectedContext, Health } from '../contract';
import { askGraph, callGraph } from '../graph/call';
import { ABOUT_TOKEN, addressCheck, tokenChecks } from '../graph/checks';
import type { Standing } from '../../model/restriction';
import { lookAt } from '../look-at';
import { UNKNOWN_NUMBER } from './connect-errors';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { sayGuide as say } from './guide-phrases';
import { tokenOf } from './identify';
import { addressIn, NEEDED_FIELDS, readSubscription, type Subscription } from './webhook';

const PERMISSIONS = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const;

const NUMBER = about('number');
const SUBSCRIPTION = about('subscription');

type Context = ConnectedContext<WhatsAppCredentials>;

function about(name: 'number' | 'quality' | 'subscription' | 'fields'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`whatsapp.check.${name}`) };
}

/** Looks at everything that has to be right, in the order in which it is set up (whatsapp.md §1, Health). */
export async function check(context: Context): Promise<Health> {
  const { appId } = context.credentials;
  const rules = { appId, needed: PERMISSIONS, clock: context.clock };
  let restricts: Standing | undefined;
  const health = await lookAt([
    { about: ABOUT_TOKEN, fault: 'credentials', look: async () => tokenChecks(await tokenOf(context), rules) },
    {
      about: NUMBER,
      fault: 'credentials',
      look: async () => {
        const number = await readNumber(context);
        restricts = standingOf(number);
        return [registrationCheck(number), qualityCheck(number)];
      },
    },
    { about: SUBSCRIPTION, fault: 'webhook', look: () => checkSubscription(context) },
  ]);
  return restricts === undefined ? health : { ...health, restricts };
}

const word = z.string().min(1).optional().catch(undefined);
const PhoneNumber = z.object({
  quality_rating: word,
  name_status: word,
  code_verification_status: word,
  whatsapp_business_manager_messaging_limit: word,
});
const Registration = z.object({ status: word, platform_type: word });

type NumberFacts = z.infer<typeof PhoneNumber> & Partial<z.infer<typeof Registration>>;

async function readNumber(context: Context): Promise<NumberFacts> {
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
  const more = { method: 'GET', path, query: { fields: Object.keys(Registration.shape).join(',') } } as const;
  const registration = await askGraph(context, access, more, Registration);
  return { ...number, ...(registration.kind === 'done' ? registration.result : {}) };
}

/**
 * What the number's status says of its sends. A quality of RED forbids nothing: Meta takes what is sent, and may let the number
 * write to fewer people later; so that stays a warning. `RESTRICTED`: it has written to as many people as it may.
 */
function standingOf({ status }: NumberFacts): Standing | undefined {
  switch (status) {
    case 'BANNED':
      return { what: 'everything' };
    case 'RESTRICTED':
      return { what: 'starting' };
    case 'CONNECTED':
    case 'FLAGGED':
      return 'lifted';
    default:
      return undefined;
  }
}

function registrationCheck({ code_verification_status, name_status, status, platform_type }: NumberFacts): Check {
  if (platform_type === 'NOT_APPLICABLE' || status === 'PENDING' || status === 'DISCONNECTED') {
    return { ...NUMBER, state: 'broken', ...say('whatsapp.check.number.unregistered') };
  }
  if (status === 'BANNED') return { ...NUMBER, state: 'broken', ...say('whatsapp.check.number.closed') };
  if (status === 'RESTRICTED') return { ...NUMBER, state: 'warning', ...say('whatsapp.check.number.restricted') };
  if (name_status === 'DECLINED') return { ...NUMBER, state: 'warning', ...say('whatsapp.check.number.name') };
  // A code that has expired concerns a registration that may have been made long ago.
  if (code_verification_status === 'NOT_VERIFIED') {
    return { ...NUMBER, state: 'warning', ...say('whatsapp.check.number.unverified') };
  }
  return { ...NUMBER, state: 'ok', ...say('whatsapp.check.number.ok') };
}

function qualityCheck(number: NumberFacts): Check {
  const { quality_rating: rating, whatsapp_business_manager_messaging_limit: limit } = number;
  const words = together([ratingOf(rating), ...limitOf(limit)]);
  return { ...about('quality'), state: rating === 'RED' ? 'warning' : 'ok', ...words };
}

function ratingOf(rating: string | undefined): Words {
  switch (rating) {
    case 'GREEN':
      return say('whatsapp.check.quality.high');
    case 'YELLOW':
      return say('whatsapp.check.quality.medium');
    case 'RED':
      return say('whatsapp.check.quality.low');
    default:
      return say('whatsapp.check.quality.unrated');
  }
}

/** `TIER_2K`, `TIER_UNLIMITED` (whatsapp.md §6). */
function limitOf(limit: string | undefined): readonly Words[] {
  if (limit === undefined) return [];
  const tier = limit.replace(/^TIER_/, '');
  if (tier === 'UNLIMITED') return [say('whatsapp.check.quality.unlimited')];
  return [say('whatsapp.check.quality.limit', { people: tier.replace(/K$/, ' 000') })];
}

async function checkSubscription(context: Context): Promise<readonly Check[]> {
  const subscription = await readSubscription(context);
  if (!subscription.isSubscribed) {
    return [{ ...SUBSCRIPTION, state: 'broken', ...say('whatsapp.check.subscription.none') }];
  }
  return [
    { ...SUBSCRIPTION, state: 'ok', ...say('whatsapp.check.subscription.ok') },
    addressCheck(context.webhook, addressIn(subscription)),
    ...fieldsCheck(subscription),
  ];
}

function fieldsCheck({ app, isAppKnown }: Subscription): readonly Check[] {
  if (!isAppKnown) return [];
  const named = about('fields');
  const missing = NEEDED_FIELDS.filter((field) => app?.fields.includes(field) !== true);
  if (missing.length > 0) {
    const state = app?.isActive !== true || missing.includes('messages') ? 'broken' : 'warning';
    return [{ ...named, state, ...say('whatsapp.check.fields.missing', { missing: missing.join(', ') }) }];
  }
  if (app?.isActive !== true) return [{ ...named, state: 'broken', ...say('whatsapp.check.fields.off') }];
  return [{ ...named, state: 'ok', ...say('whatsapp.check.fields.ok') }];
}
