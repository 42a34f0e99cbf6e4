import { z } from 'zod';
import type { InboundEvent, InboundSourceNotice } from '../contract';
import { refusalOf } from '../graph/refusal';
import { refusedBy } from './errors';
import { optional } from './shapes';
import { ignored, unparsed, type Change } from './understood';
import { reasonOf, templateChangeOf } from './template-changes';

type Said = Pick<InboundSourceNotice, 'weight' | 'text'>;

const words = optional(z.string().trim().min(1).max(500));

/** What a field of an account says, for its administrator; undefined: nothing. */
const NOTICES: Readonly<Record<string, ((value: Change['value']) => Said | undefined) | undefined>> = {
  account_update: accountUpdate,
  account_alerts: accountAlert,
  account_review_update: (value) => {
    const decision = words.parse(value.decision);
    return decision === undefined
      ? undefined
      : {
          weight: decision === 'APPROVED' ? 'information' : 'limited',
          text: `Meta has reviewed the WhatsApp Business account: ${decision.toLowerCase()}.`,
        };
  },
  phone_number_quality_update: qualityUpdate,
  phone_number_name_update: (value) => {
    const decision = words.parse(value.decision);
    const reason = words.parse(value.rejection_reason);
    return decision === undefined
      ? undefined
      : {
          weight: 'information',
          text: `Meta has decided about the name of the number: ${[decision.toLowerCase(), reasonOf(reason)].filter(Boolean).join(', ')}.`,
        };
  },
  template_category_update: (value) => {
    const now = words.parse(value.new_category);
    return now === undefined
      ? undefined
      : {
          weight: 'information',
          text: `Meta counts the template "${nameIn(value)}" as ${now} now, which may change its price.`,
        };
  },
  message_template_quality_update: (value) => {
    const now = words.parse(value.new_quality_score);
    return now === undefined
      ? undefined
      : {
          weight: now === 'RED' ? 'limited' : 'information',
          text: `The quality of the template "${nameIn(value)}" is ${now} now.${now === 'RED' ? ' Meta may pause it.' : ''}`,
        };
  },
};

/** Fields that say nothing to anybody here. */
const SILENT: Readonly<Record<string, string | undefined>> = {
  history: 'old messages of the WhatsApp Business app are not imported',
  smb_app_state_sync: 'the contacts of the WhatsApp Business app are not carried',
  message_template_components_update: 'templates are loaded anew by themselves',
  standby: 'another program of the business has this conversation',
  messaging_handovers: 'conversations are not handed over',
};

/** Reads a change of the account, the number or a template (whatsapp.md §1, §6). */
export function accountChangeOf(change: Change): InboundEvent {
  const { field, value, source, at, key } = change;
  if (field === 'message_template_status_update') return templateChangeOf(change);
  const read = Object.hasOwn(NOTICES, field) ? NOTICES[field] : undefined;
  if (read === undefined) {
    const reason = Object.hasOwn(SILENT, field) ? SILENT[field] : undefined;
    return ignored(key, reason ?? `changes of the field ${field.slice(0, 60)} are not carried`);
  }
  const said = read(value);
  return said === undefined ? unparsed(key, field) : { kind: 'source-notice', key, source, at, ...said };
}

/** Errors that belong to no message (whatsapp.md §2). */
export function accountErrorOf({ source, at, key }: Change, error: unknown, index: number): InboundEvent {
  const { code, text } = refusedBy(refusalOf(error, 0));
  return {
    kind: 'source-notice',
    key: `${key}/error/${String(index)}`,
    source,
    at,
    weight: code === 902 ? 'broken' : 'limited',
    text,
  };
}

const AccountUpdate = z.object({
  event: z.string().min(1),
  ban_info: optional(z.object({ waba_ban_state: words })),
  violation_info: optional(z.object({ violation_type: words })),
  restriction_info: optional(z.array(z.object({ restriction_type: words }))),
});

function accountUpdate(value: Change['value']): Said | undefined {
  const update = AccountUpdate.safeParse(value).data;
  if (update === undefined) return undefined;
  const { event, ban_info, violation_info, restriction_info } = update;
  switch (event) {
    case 'DISABLED_UPDATE':
      return ban_info?.waba_ban_state === 'REINSTATE'
        ? { weight: 'information', text: 'Meta has opened the WhatsApp Business account again.' }
        : {
            weight: ban_info?.waba_ban_state === 'DISABLE' ? 'broken' : 'limited',
            text: 'Meta is closing the WhatsApp Business account, or has closed it. See Business Support Home at Meta.',
          };
    case 'ACCOUNT_DELETED':
    case 'PARTNER_REMOVED':
    case 'ACCOUNT_OFFBOARDED':
      return { weight: 'broken', text: 'The WhatsApp Business account is gone, or the app may not use it any more.' };
    case 'ACCOUNT_RESTRICTION': {
      const kinds = (restriction_info ?? []).flatMap(({ restriction_type }) => restriction_type ?? []);
      return { weight: 'limited', text: `Meta has restricted the WhatsApp Business account: ${wordsIn(kinds)}.` };
    }
    case 'ACCOUNT_VIOLATION':
      return {
        weight: 'limited',
        text: `Meta says that the account breaks its rules: ${wordsIn([violation_info?.violation_type ?? ''])}.`,
      };
    default:
      return { weight: 'information', text: `Meta tells of the WhatsApp Business account: ${wordsIn([event])}.` };
  }
}

function accountAlert(value: Change['value']): Said | undefined {
  const nested = z.record(z.string(), z.unknown()).safeParse(value.alert_info).data;
  const alert = nested ?? value;
  const said = words.parse(alert.alert_description) ?? words.parse(alert.alert_type);
  return said === undefined
    ? undefined
    : {
        weight: words.parse(alert.alert_severity) === 'CRITICAL' ? 'limited' : 'information',
        text: `Meta warns about the WhatsApp account: ${said}`,
      };
}

const QUALITY: Readonly<Record<string, Said | undefined>> = {
  FLAGGED: {
    weight: 'limited',
    text: 'Customers block or report messages of the number: Meta rates its quality low, and may let it write to fewer people.',
  },
  UNFLAGGED: { weight: 'information', text: 'Meta rates the quality of the number well again.' },
  DOWNGRADE: { weight: 'limited', text: 'Meta lets the number write to fewer people first from now on.' },
  UPGRADE: { weight: 'information', text: 'Meta lets the number write to more people first from now on.' },
};

function qualityUpdate(value: Change['value']): Said | undefined {
  const event = words.parse(value.event);
  if (event === undefined) return undefined;
  const limit = words.parse(value.current_limit);
  const said = (Object.hasOwn(QUALITY, event) ? QUALITY[event] : undefined) ?? {
    weight: 'information',
    text: `Meta tells of the quality of the number: ${wordsIn([event])}.`,
  };
  return limit === undefined ? said : { ...said, text: `${said.text} Its limit is ${limit}.` };
}

function nameIn(value: Change['value']): string {
  return words.parse(value.message_template_name) ?? '…';
}

/** Meta's constants, readable. */
function wordsIn(constants: readonly string[]): string {
  const said = constants.filter((each) => each !== '').map((each) => each.toLowerCase().replaceAll('_', ' '));
  return said.length === 0 ? 'no reason given' : said.join(', ');
}
