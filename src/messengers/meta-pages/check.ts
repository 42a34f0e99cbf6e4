import { wordsOf, type Words } from '../../model/words';
import type { Check, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { say as sayOfMeta } from '../graph/phrases';
import { tokenChecks } from '../graph/token';
import { askPage, tokenOf } from './identify';
import { say } from './phrases';
import type { Connected, Product } from './product';
import { hostOf } from '../host-of';
import { readCallback, readPageFields } from './subscription';

type Fault = Extract<Health, { state: 'broken' }>['fault'];
type Look = (product: Product, context: Connected) => Promise<readonly Check[]>;

/** Looks at everything that has to be right, in the order in which it is set up (facebook.md §1). */
export async function check(product: Product, context: Connected): Promise<Health> {
  const looks: readonly { readonly fault: Fault; readonly look: Look }[] = [
    { fault: 'credentials', look: checkToken },
    { fault: 'credentials', look: checkPage },
    { fault: 'webhook', look: checkAddress },
    { fault: 'webhook', look: checkPageFields },
  ];
  const checks: Check[] = [];
  let broken: (Words & { readonly fault: Fault }) | undefined;
  for (const { fault, look } of looks) {
    try {
      const found = await look(product, context);
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

async function checkToken(product: Product, context: Connected): Promise<readonly Check[]> {
  const facts = await tokenOf(product, context);
  const { appId } = context.credentials;
  if (facts === undefined) return [{ name: 'token', state: 'warning', ...sayOfMeta('graph.token-untold') }];
  return tokenChecks(facts, { appId, needed: product.permissions, clock: context.clock });
}

async function checkPage(product: Product, context: Connected): Promise<readonly Check[]> {
  const { id } = await askPage(product, context);
  const name = 'page';
  return id === context.credentials.pageId
    ? [{ name, state: 'ok', text: 'The access token is one of this Page.' }]
    : [{ name, state: 'broken', ...say('pages.other-page') }];
}

/** The app's address, and what it is told of. */
async function checkAddress(product: Product, context: Connected): Promise<readonly Check[]> {
  const { webhook } = context;
  const app = await readCallback(product, context);
  const name = 'address';
  if (app === undefined || app.callbackUrl === '' || !app.isActive) {
    return [{ name, state: 'broken', ...say('pages.no-address') }];
  }
  if (app.callbackUrl !== webhook.url) {
    return [{ name, state: 'broken', ...say('pages.elsewhere', { host: hostOf(app.callbackUrl) }) }];
  }
  const address: Check = { name, state: 'ok', text: `Meta sends messages to ${hostOf(app.callbackUrl)}.` };
  return [address, fieldsCheck('fields', 'The app', product, app.fields)];
}

async function checkPageFields(product: Product, context: Connected): Promise<readonly Check[]> {
  const fields = await readPageFields(product, context);
  const name = 'subscription';
  if (fields === undefined) {
    return [{ name, state: 'broken', ...say('pages.not-subscribed') }];
  }
  return [fieldsCheck(name, 'The Page', product, fields)];
}

function fieldsCheck(
  name: string,
  who: 'The app' | 'The Page',
  { fields }: Product,
  present: readonly string[],
): Check {
  const missing = fields.needed.filter((field) => !present.includes(field));
  if (missing.length === 0) return { name, state: 'ok', text: `${who} is subscribed to all that is needed.` };
  const params = { fields: missing.join(', ') };
  const words = who === 'The app' ? say('pages.app-fields-missing', params) : say('pages.page-fields-missing', params);
  return { name, state: missing.includes('messages') ? 'broken' : 'warning', ...words };
}
