import type { Check, Health } from '../contract';
import { DeliveryError } from '../delivery-error';
import { tokenChecks } from '../graph/token';
import { askPage, OTHER_PAGE, tokenOf } from './identify';
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
  let broken: { readonly fault: Fault; readonly text: string } | undefined;
  for (const { fault, look } of looks) {
    try {
      const found = await look(product, context);
      checks.push(...found);
      const worst = found.find(({ state }) => state === 'broken');
      if (worst !== undefined) broken ??= { fault, text: worst.text };
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      broken ??= { fault: error.code === 902 ? 'credentials' : 'unreachable', text: error.text };
      break;
    }
  }
  return broken === undefined ? { state: 'ok', checks } : { state: 'broken', ...broken, checks };
}

async function checkToken(product: Product, context: Connected): Promise<readonly Check[]> {
  const facts = await tokenOf(product, context);
  const { appId } = context.credentials;
  if (facts === undefined) return [{ name: 'token', state: 'warning', text: 'Meta does not tell about the token.' }];
  return tokenChecks(facts, { appId, needed: product.permissions, clock: context.clock });
}

async function checkPage(product: Product, context: Connected): Promise<readonly Check[]> {
  const { id } = await askPage(product, context);
  const name = 'page';
  return id === context.credentials.pageId
    ? [{ name, state: 'ok', text: 'The access token is one of this Page.' }]
    : [{ name, state: 'broken', text: OTHER_PAGE }];
}

/** The app's address, and what it is told of. */
async function checkAddress(product: Product, context: Connected): Promise<readonly Check[]> {
  const { webhook } = context;
  const app = await readCallback(product, context);
  const name = 'address';
  if (app === undefined || app.callbackUrl === '' || !app.isActive) {
    const text = 'Meta has no address to send messages to. Connect it again.';
    return [{ name, state: 'broken', text }];
  }
  if (app.callbackUrl !== webhook.url) {
    const text = `Messages go to another service: ${hostOf(app.callbackUrl)}. Connect it again.`;
    return [{ name, state: 'broken', text }];
  }
  const address: Check = { name, state: 'ok', text: `Meta sends messages to ${hostOf(app.callbackUrl)}.` };
  return [address, fieldsCheck('fields', 'The app', product, app.fields)];
}

async function checkPageFields(product: Product, context: Connected): Promise<readonly Check[]> {
  const fields = await readPageFields(product, context);
  const name = 'subscription';
  if (fields === undefined) {
    const text =
      'The Page does not tell the app of its messages any more. Meta takes that away when the webhook has failed for an hour. Connect it again.';
    return [{ name, state: 'broken', text }];
  }
  return [fieldsCheck(name, 'The Page', product, fields)];
}

function fieldsCheck(name: string, who: string, { fields }: Product, present: readonly string[]): Check {
  const missing = fields.needed.filter((field) => !present.includes(field));
  if (missing.length === 0) return { name, state: 'ok', text: `${who} is subscribed to all that is needed.` };
  const text = `${who} is not subscribed to ${missing.join(', ')}. Connect it again.`;
  return { name, state: missing.includes('messages') ? 'broken' : 'warning', text };
}
