import { z } from 'zod';
import type { Forbidden } from '../../model/restriction';
import { utcMinute } from '../../model/utc';
import { together, type Words } from '../../model/words';
import type { InboundEvent, InboundSourceNotice } from '../contract';
import { refusalOf } from '../graph/refusal';
import { ignored, unparsed } from '../not-carried';
import { refusedBy } from './errors';
import { say } from './phrases';
import { optional, Time } from './shapes';
import type { Change } from './receiving';
import { reasonOf, templateChangeOf, templateEditOf } from './template-changes';

type Said = Words & Pick<InboundSourceNotice, 'weight' | 'restricts'>;

const words = optional(z.string().trim().min(1).max(500));

/** What a field of an account says, for its administrator; undefined: nothing. */
const NOTICES: Readonly<Record<string, ((value: Change['value']) => Said | undefined) | undefined>> = {
  account_update: accountUpdate,
  account_alerts: accountAlert,
  account_review_update: (value) => {
    const decision = words.parse(value.decision);
    if (decision === undefined) return undefined;
    return { weight: decision === 'APPROVED' ? 'information' : 'limited', ...reviewed(decision) };
  },
  phone_number_quality_update: qualityUpdate,
  phone_number_name_update: (value) => {
    const decision = words.parse(value.decision);
    const reason = reasonOf(words.parse(value.rejection_reason));
    return decision === undefined ? undefined : { weight: 'information', ...nameDecided(decision, reason) };
  },
  template_category_update: (value) => {
    const category = words.parse(value.new_category);
    if (category === undefined) return undefined;
    return { weight: 'information', ...say('whatsapp.template-category', { template: nameIn(value), category }) };
  },
  message_template_quality_update: (value) => {
    const score = words.parse(value.new_quality_score);
    if (score === undefined) return undefined;
    const quality = (Object.hasOwn(SCORES, score) ? SCORES[score] : undefined) ?? score;
    const now = say('whatsapp.template-quality', { template: nameIn(value), quality });
    return score === 'RED'
      ? { weight: 'limited', ...together([now, say('whatsapp.template-may-pause')]) }
      : { weight: 'information', ...now };
  },
};

const SCORES: Readonly<Record<string, Words | undefined>> = {
  GREEN: say('whatsapp.high'),
  YELLOW: say('whatsapp.medium'),
  RED: say('whatsapp.low'),
};

function reviewed(decision: string): Words {
  switch (decision) {
    case 'APPROVED':
      return say('whatsapp.account-approved');
    case 'REJECTED':
      return say('whatsapp.account-rejected');
    default:
      return say('whatsapp.account-reviewed', { decision: decision.toLowerCase() });
  }
}

function nameDecided(decision: string, reason: string | undefined): Words {
  switch (decision) {
    case 'APPROVED':
      return say('whatsapp.name-approved');
    case 'DECLINED':
    case 'REJECTED':
      return reason === undefined ? say('whatsapp.name-refused') : say('whatsapp.name-refused-because', { reason });
    default:
      return say('whatsapp.name-decided', {
        decision: [decision.toLowerCase(), reason].filter((each) => each !== undefined).join(', '),
      });
  }
}

/** Fields that say nothing to anybody here. */
const SILENT: Readonly<Record<string, string | undefined>> = {
  smb_app_state_sync: 'the contacts of the WhatsApp Business app are not carried',
  standby: 'another program of the business has this conversation',
  messaging_handovers: 'conversations are not handed over',
};

/** Reads a change of the account, the number or a template (whatsapp.md §1, §6). */
export function accountChangeOf(change: Change): InboundEvent {
  const { field, value, source, account, at, key } = change;
  if (field === 'message_template_status_update') return templateChangeOf(change);
  if (field === 'message_template_components_update') return templateEditOf(change);
  const read = Object.hasOwn(NOTICES, field) ? NOTICES[field] : undefined;
  if (read === undefined) {
    const reason = Object.hasOwn(SILENT, field) ? SILENT[field] : undefined;
    return ignored(key, reason ?? `changes of the field ${field.slice(0, 60)} are not carried`);
  }
  const said = read(value);
  if (said === undefined) return unparsed(key, field);
  const owner = said.restricts === undefined ? {} : { owner: account };
  return { kind: 'source-notice', key, source, at, ...owner, ...said };
}

/** Errors that belong to no message (whatsapp.md §2). */
export function accountErrorOf({ source, account, at, key }: Change, error: unknown, index: number): InboundEvent {
  const { code, forbids, words: told } = refusedBy(refusalOf(error, 0));
  return {
    kind: 'source-notice',
    key: `${key}/error/${String(index)}`,
    source,
    at,
    weight: code === 902 ? 'broken' : 'limited',
    ...(forbids === 'everything' ? { owner: account, restricts: { what: forbids } } : {}),
    ...told,
  };
}

const AccountRestriction = z.object({
  restriction_type: words,
  expiration: optional(Time),
});

const AccountUpdate = z.object({
  event: z.string().min(1),
  ban_info: optional(z.object({ waba_ban_state: words })),
  violation_info: optional(z.object({ violation_type: words })),
  restriction_info: optional(z.array(AccountRestriction)),
});

function accountUpdate(value: Change['value']): Said | undefined {
  const update = AccountUpdate.safeParse(value).data;
  if (update === undefined) return undefined;
  const { event, ban_info, violation_info, restriction_info } = update;
  switch (event) {
    case 'DISABLED_UPDATE':
      return ban_info?.waba_ban_state === 'REINSTATE'
        ? { weight: 'information', restricts: 'lifted', ...say('whatsapp.account-open') }
        : {
            // One that is to be closed on a day to come still sends.
            ...(ban_info?.waba_ban_state === 'DISABLE'
              ? { weight: 'broken', restricts: { what: 'everything' } }
              : { weight: 'limited' }),
            ...say('whatsapp.account-closing'),
          };
    case 'ACCOUNT_DELETED':
    case 'PARTNER_REMOVED':
    case 'ACCOUNT_OFFBOARDED':
      return { weight: 'broken', ...say('whatsapp.account-gone') };
    case 'ACCOUNT_RESTRICTION':
      return accountRestricted(restriction_info ?? []);
    case 'ACCOUNT_VIOLATION':
      return {
        weight: 'limited',
        ...say('whatsapp.account-violation', { kind: wordsIn([violation_info?.violation_type ?? '']) }),
      };
    default:
      return { weight: 'information', ...say('whatsapp.account-event', { event: wordsIn([event]) }) };
  }
}

/** Others are of calls, of more numbers, of templates of one category: they forbid no message by what is known of it here. */
const FORBIDDEN = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: 'starting',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'answering',
} as const satisfies Readonly<Record<string, Forbidden>>;

/**
 * Which sends of the account Meta refuses for a while. Where two end at different times, nothing is known for certain after the
 * first end, and Meta is asked by sending.
 */
function accountRestricted(told: readonly z.infer<typeof AccountRestriction>[]): Said {
  const kinds = told.flatMap(({ restriction_type: kind }) => kind ?? []);
  const inWords = kinds.flatMap((kind) => (isOfMessages(kind) ? say(`whatsapp.account-no-${FORBIDDEN[kind]}`) : []));
  const areKnown = kinds.length > 0 && inWords.length === kinds.length;
  const said = say('whatsapp.account-restricted', { kinds: areKnown ? together(inWords, ', ') : wordsIn(kinds) });
  const ofMessages = told.flatMap(({ restriction_type: kind = '', expiration: until }) =>
    isOfMessages(kind) ? [{ what: FORBIDDEN[kind], until }] : [],
  );
  const [first] = ofMessages;
  if (first === undefined) return { weight: 'limited', ...said };
  const what = ofMessages.some((each) => each.what !== first.what) ? 'everything' : first.what;
  const ends = ofMessages.flatMap(({ until }) => until ?? []);
  if (ends.length === 0) return { weight: 'limited', restricts: { what }, ...said };
  const until = Math.min(...ends);
  const ending = say('whatsapp.account-restricted-until', { until: utcMinute(until) });
  return { weight: 'limited', restricts: { what, until }, ...together([said, ending]) };
}

function isOfMessages(kind: string): kind is keyof typeof FORBIDDEN {
  return Object.hasOwn(FORBIDDEN, kind);
}

function accountAlert(value: Change['value']): Said | undefined {
  const nested = z.record(z.string(), z.unknown()).safeParse(value.alert_info).data;
  const alert = nested ?? value;
  const said = words.parse(alert.alert_description) ?? words.parse(alert.alert_type);
  return said === undefined
    ? undefined
    : {
        weight: words.parse(alert.alert_severity) === 'CRITICAL' ? 'limited' : 'information',
        ...say('whatsapp.account-alert', { detail: said }),
      };
}

const QUALITY: Readonly<Record<string, Said | undefined>> = {
  FLAGGED: {
    weight: 'limited',
    ...say('whatsapp.quality-flagged'),
  },
  UNFLAGGED: { weight: 'information', ...say('whatsapp.quality-unflagged') },
  DOWNGRADE: { weight: 'limited', ...say('whatsapp.fewer-people') },
  UPGRADE: { weight: 'information', ...say('whatsapp.more-people') },
};

function qualityUpdate(value: Change['value']): Said | undefined {
  const event = words.parse(value.event);
  if (event === undefined) return undefined;
  const limit = words.parse(value.current_limit);
  const said = (Object.hasOwn(QUALITY, event) ? QUALITY[event] : undefined) ?? {
    weight: 'information',
    ...say('whatsapp.quality-event', { event: wordsIn([event]) }),
  };
  return limit === undefined ? said : { ...said, ...together([said, say('whatsapp.number-limit', { limit })]) };
}

function nameIn(value: Change['value']): string {
  return words.parse(value.message_template_name) ?? '…';
}

/** Meta's constants, readable. */
function wordsIn(constants: readonly string[]): string | Words {
  const said = constants.filter((each) => each !== '').map((each) => each.toLowerCase().replaceAll('_', ' '));
  return said.length === 0 ? say('whatsapp.no-reason') : said.join(', ');
}
