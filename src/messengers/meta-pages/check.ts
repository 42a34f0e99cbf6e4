import type { Check, Health } from '../contract';
import { ABOUT_ADDRESS, ABOUT_TOKEN, addressCheck, tokenChecks } from '../graph/checks';
import { lookAt } from '../look-at';
import { sayPages as say } from './guide-phrases';
import { askPage, tokenOf } from './identify';
import type { Connected, Product } from './product';
import { readCallback, readPageFields } from './subscription';

const PAGE = about('page');
const SUBSCRIPTION = about('subscription');

function about(name: 'page' | 'fields' | 'subscription'): Pick<Check, 'name' | 'title'> {
  return { name, title: say(`meta-pages.check.${name}`) };
}

/** Looks at everything that has to be right, in the order in which it is set up (facebook.md §1). */
export function check(product: Product, context: Connected): Promise<Health> {
  const { appId } = context.credentials;
  const rules = { appId, needed: product.permissions, clock: context.clock };
  return lookAt([
    { about: ABOUT_TOKEN, fault: 'credentials', look: async () => tokenChecks(await tokenOf(product, context), rules) },
    { about: PAGE, fault: 'credentials', look: () => checkPage(product, context) },
    { about: ABOUT_ADDRESS, fault: 'webhook', look: () => checkAddress(product, context) },
    { about: SUBSCRIPTION, fault: 'webhook', look: () => checkSubscription(product, context) },
  ]);
}

async function checkPage(product: Product, context: Connected): Promise<readonly Check[]> {
  const { id } = await askPage(product, context);
  return id === context.credentials.pageId
    ? [{ ...PAGE, state: 'ok', ...say('meta-pages.check.page.ok') }]
    : [{ ...PAGE, state: 'broken', ...say('meta-pages.check.page.other') }];
}

/** The app's address, and what it is told of. */
async function checkAddress(product: Product, context: Connected): Promise<readonly Check[]> {
  const app = await readCallback(product, context);
  const address = addressCheck(context.webhook, app?.isActive === true ? app.callbackUrl : undefined);
  return address.state === 'ok' ? [address, fieldsCheck('fields', product, app?.fields ?? [])] : [address];
}

async function checkSubscription(product: Product, context: Connected): Promise<readonly Check[]> {
  const fields = await readPageFields(product, context);
  return fields === undefined
    ? [{ ...SUBSCRIPTION, state: 'broken', ...say('meta-pages.check.subscription.none') }]
    : [fieldsCheck('subscription', product, fields)];
}

function fieldsCheck(name: 'fields' | 'subscription', { fields }: Product, present: readonly string[]): Check {
  const named = about(name);
  const missing = fields.needed.filter((field) => !present.includes(field));
  if (missing.length === 0) return { ...named, state: 'ok', ...say(`meta-pages.check.${name}.ok`) };
  const words = say(`meta-pages.check.${name}.missing`, { missing: missing.join(', ') });
  return { ...named, state: missing.includes('messages') ? 'broken' : 'warning', ...words };
}
