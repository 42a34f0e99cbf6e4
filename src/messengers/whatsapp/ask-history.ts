import { z } from 'zod';
import type { DriverContext } from '../contract';
import { askGraph } from '../graph/call';
import { accessOf, type WhatsAppCredentials } from './credentials';

const OnPhone = z.object({ is_on_biz_app: z.boolean().optional().catch(undefined) });

/**
 * Asks for what the phone of a number in coexistence has kept: Meta pushes it to whoever asks, once, and within a day of the
 * number's onboarding (Meta, “Onboard WhatsApp Business app users”). Its refusal means that it was asked before, or is too late, and that
 * nobody can do anything about it; that the business does not share it comes by webhook.
 *
 * @throws DeliveryError where there was no answer
 */
export async function askForHistory(context: DriverContext<WhatsAppCredentials>): Promise<void> {
  const { credentials } = context;
  const access = accessOf(credentials);
  const path = [credentials.phoneNumberId];
  const query = { fields: Object.keys(OnPhone.shape).join(',') };
  const number = await askGraph(context, access, { method: 'GET', path, query }, OnPhone);
  if (number.kind === 'refused' || number.result.is_on_biz_app !== true) return;
  const json = { messaging_product: 'whatsapp', sync_type: 'history' };
  await askGraph(context, access, { method: 'POST', path: [...path, 'smb_app_data'], json }, z.object({}));
}
