import type { Core } from '../../core';
import type { Line } from '../../lines/records';
import { wabaOf } from '../number';

export const NUMBER_TYPE = 'WhatsAppBusinessPhoneNumber';

/** What a number shows where `fields` asks for nothing. */
export const NUMBER_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'id',
];

/** What Meta knows of a number (whatsapp.md §1, Health). */
export function numberNode(core: Core, line: Line): Record<string, unknown> {
  const { id, name, address, facts, credentials } = line;
  const appId = credentials.appId ?? '';
  const number = core.whatsapp.callbacksOf(id).get(appId)?.url;
  const account = wabaOf(core, line).subscribed.get(appId)?.url;
  const application = core.graph.apps.get(appId)?.subscriptions.get('whatsapp_business_account')?.callbackUrl;
  return {
    id,
    verified_name: name,
    display_phone_number: address,
    quality_rating: facts.quality,
    quality_score: { score: facts.quality },
    name_status: facts.nameStatus,
    code_verification_status: 'VERIFIED',
    throughput: { level: facts.throughput },
    whatsapp_business_manager_messaging_limit: facts.messagingLimit,
    messaging_limit_tier: facts.messagingLimit,
    platform_type: facts.registered === true ? 'CLOUD_API' : 'NOT_APPLICABLE',
    status: facts.registered === true ? facts.status : 'DISCONNECTED',
    account_mode: 'LIVE',
    is_official_business_account: false,
    is_on_biz_app: facts.coexistence === true,
    is_pin_enabled: core.whatsapp.pins.has(id),
    webhook_configuration: {
      ...(number === undefined ? {} : { phone_number: number }),
      ...(account === undefined ? {} : { whatsapp_business_account: account }),
      ...(application === undefined ? {} : { application }),
    },
  };
}
