import { z } from 'zod';
import type { DriverContext, Identity } from '../contract';
import { DeliveryError } from '../delivery-error';
import { callGraph } from '../graph/call';
import { GraphId } from '../graph/graph-id';
import { listGraph } from '../graph/pages';
import { inspectToken, type TokenFacts } from '../graph/token';
import { accessOf, type WhatsAppCredentials } from './credentials';
import { mistaken, otherAccount, otherApp, UNKNOWN_ACCOUNT, UNKNOWN_NUMBER, wrongApp } from './connect-errors';

const PhoneNumber = z.object({
  display_phone_number: z.string().min(1).optional().catch(undefined),
  verified_name: z.string().min(1).optional().catch(undefined),
});

const Listed = z.object({ id: GraphId });

/**
 * Whose the credentials are, and that they belong together (whatsapp.md §1): a token of another app, or an account that
 * does not have the number, would be connected and hear nothing.
 */
export async function identify(context: DriverContext<WhatsAppCredentials>): Promise<Identity> {
  return identified(context).catch((error: unknown) => {
    // There is no source yet that could wait for better ones.
    throw error instanceof DeliveryError && error.code === 902 ? mistaken(error.words) : error;
  });
}

async function identified(context: DriverContext<WhatsAppCredentials>): Promise<Identity> {
  const { credentials } = context;
  const { phoneNumberId, wabaId, appId } = credentials;
  const access = accessOf(credentials);
  const number = await callGraph(
    context,
    access,
    { method: 'GET', path: [phoneNumberId], query: { fields: 'display_phone_number,verified_name' } },
    PhoneNumber,
    UNKNOWN_NUMBER,
  );
  const numbers = await listGraph(context, access, { path: [wabaId, 'phone_numbers'] }, Listed, UNKNOWN_ACCOUNT);
  if (!numbers.some(({ id }) => id === phoneNumberId)) {
    throw otherAccount();
  }
  const token = await tokenOf(context);
  if (token?.appId !== undefined && token.appId !== appId) {
    throw otherApp();
  }
  return {
    remoteId: phoneNumberId,
    name: number.verified_name ?? number.display_phone_number ?? 'WhatsApp',
    ...(number.display_phone_number === undefined ? {} : { address: number.display_phone_number }),
    app: appId,
  };
}

/** The number as Meta displays it has spaces and dashes (whatsapp.md §1, Health). */
export function linkTo({ address = '' }: Pick<Identity, 'address'>): string | undefined {
  const digits = address.replace(/[\s()+.-]/g, '');
  return /^\d{5,15}$/.test(digits) ? `https://wa.me/${digits}` : undefined;
}

/** @returns undefined where Meta does not tell. @throws DeliveryError 902 where the app's id and secret do not fit */
export async function tokenOf(context: DriverContext<WhatsAppCredentials>): Promise<TokenFacts | undefined> {
  const { credentials } = context;
  try {
    return await inspectToken(context, accessOf(credentials), credentials);
  } catch (error) {
    if (!(error instanceof DeliveryError) || (error.code !== 902 && error.retry !== 'no')) throw error;
    if (error.code === 902) throw wrongApp();
    return undefined;
  }
}
