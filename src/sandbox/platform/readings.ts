import type { Reading } from '../reading';

/** Readings of kommo-platform.md that no source settles. The first value is the default. */
export const PLATFORM_READINGS = {
  // OAuth ------------------------------------------------------------------------------------------------------
  'oauth-refresh-reuse': {
    values: ['grace', 'strict'],
    text: 'A refresh token that was exchanged: good until its successor is first used, or dead at once. kommo-platform.md §1.5',
  },
  'oauth-expired-code-status': {
    values: [400, 401],
    text: 'The status for an authorization code that has expired. kommo-platform.md §1.6',
  },
  'oauth-wrong-secret-status': {
    values: [400, 401],
    text: 'The status for a wrong client secret; without a hint. kommo-platform.md §1.4, §1.6',
  },
  'oauth-form-body': {
    values: ['accept', 'refuse-400'],
    text: 'A token request as x-www-form-urlencoded instead of JSON. kommo-platform.md §1.4',
  },
  'oauth-title': {
    values: ['english', 'russian'],
    text: 'The language of `title` in errors of the token endpoint. kommo-platform.md §1.6',
  },
  'oauth-referer': {
    values: ['kommo-host', 'sandbox-address'],
    text: 'What `referer` names: the host that Kommo would name, or host and port of this sandbox. kommo-platform.md §1.3',
  },
  'oauth-redirect-client-id': {
    values: ['there', 'absent'],
    text: 'Whether the redirect carries client_id. kommo-platform.md §1.3',
  },
  'oauth-moved-host': {
    values: [404, 401],
    text: 'What the former host of an account that moved answers. kommo-platform.md §1.8',
  },
  'disable-hook-id': {
    values: ['client_uuid', 'client_id', 'both'],
    text: 'How the disable hook names the integration. kommo-platform.md §1.11',
  },
  'disable-hook-message': {
    values: ['joined', 'plain'],
    text: 'What the disable hook signs: the two ids joined by a vertical bar, or one after the other. kommo-platform.md §1.11',
  },

  // Limits -----------------------------------------------------------------------------------------------------
  'crm-rate-limit-per-second': {
    values: [0, 7],
    free: true,
    text: 'Requests a second before 429; 0 is no limit. kommo-platform.md §9.4',
  },
  'crm-rate-limit-subject': {
    values: ['address', 'account'],
    text: 'Whose requests are counted: those of the caller’s address, or those to the account. kommo-platform.md §9.4, §14.2',
  },
  'crm-rate-limit-body': {
    values: ['retry-after', 'plain', 'no-json'],
    text: 'The body of a 429: with retry_after, without, or no JSON at all. kommo-platform.md §9.4',
  },
  'crm-ban-after': {
    values: [0, 20],
    free: true,
    text: 'How many 429 in a row until the caller gets 403 for ten minutes; 0 is never. kommo-platform.md §9.4',
  },
  'crm-ban-body': {
    values: ['no-json', 'problem'],
    text: 'The body of that 403. kommo-platform.md §9.4',
  },
  'crm-unknown-fields': {
    values: ['ignore', 'refuse-400'],
    text: 'Fields that no page names. Ignored ones are warnings in the journal. kommo-platform.md §9.5',
  },
  'crm-unknown-members': {
    values: ['absent', 'there'],
    text: 'Whether answers carry a member that no page names. kommo-platform.md §15',
  },

  // Sources ----------------------------------------------------------------------------------------------------
  'sources-limit': {
    values: [100, 50],
    free: true,
    text: 'Sources of an integration in one account. kommo-platform.md §4.4',
  },
  'sources-batch-limit': {
    values: [50, 100],
    free: true,
    text: 'Sources in one request. kommo-platform.md §4.4',
  },
  'source-external-id-limit': {
    values: [36, 40],
    free: true,
    text: 'Characters of a source’s external_id. kommo-platform.md §4.3',
  },
  'source-external-id-change': {
    values: ['refuse-400', 'accept'],
    text: 'Whether external_id can be changed. kommo-platform.md §4.3',
  },
  'source-made-again': {
    values: ['new-id', 'same-id'],
    text: 'A source with the external_id of one that was deleted. kommo-platform.md §4.3',
  },
  'source-archived-pipeline': {
    values: ['refuse-400', 'accept'],
    text: 'A source that is written with an archived pipeline. kommo-platform.md §4.3, §15',
  },
  'sources-delete-unknown': {
    values: ['refuse-400', 'refuse-404'],
    text: 'Several sources deleted, one of them unknown: 400 with errors, or 404 in plain text. kommo-platform.md §4.5',
  },
  'sources-not-admin': {
    values: [403, 401],
    text: 'Sources asked for without the rights of an administrator. kommo-platform.md §4.2',
  },

  // The rest ---------------------------------------------------------------------------------------------------
  'webhook-post-status': {
    values: [201, 200],
    text: 'The status for a subscription to webhooks. kommo-platform.md §9.1',
  },
  'webhook-unlisted-events': {
    values: ['accept', 'refuse-400'],
    text: 'update_talk and *_unsorted, which Kommo’s list of codes lacks. kommo-platform.md §9.2, §14.1',
  },
  'webhooks-empty-list': {
    values: [204, 200],
    text: 'No subscriptions: nothing, or an empty list. kommo-platform.md §0.2, §9.1',
  },
  'webhook-subscribe-again': {
    values: ['stays-disabled', 'enables'],
    text: 'A disabled subscription that is written again. kommo-platform.md §9.1, §9.3',
  },
  'webhook-timeout-status': {
    values: [499, 0],
    free: true,
    text: 'As what a destination counts that does not answer in time: 499 is tried five times, 0 three times. kommo-platform.md §9.3',
  },
  'template-review-envelope': {
    values: ['add', 'chat_template_reviews'],
    text: 'The key of the webhook about a template’s review. kommo-platform.md §8.3',
  },
  'template-by-user': {
    values: ['told', 'listed'],
    text: 'Whether a template of official WhatsApp that a user made is listed to the integration, or only told of by the webhook about its review. kommo-platform.md §8, §8.3',
  },
  'templates-limit': {
    values: [0, 3],
    free: true,
    text: 'Templates of an account before 422; 0 is no limit. kommo-platform.md §8.1, §14.2',
  },
  'chat-to-crm-delay-ms': {
    values: [0, 1000],
    free: true,
    text: 'How long after a message contact, lead and talk are made. kommo-platform.md §6.1',
  },
  'chat-archived-pipeline': {
    values: ['main', 'stays'],
    text: 'Where the lead of a chat goes whose source has an archived pipeline. kommo-platform.md §4.3, §15',
  },
  'merged-chat-hooks': {
    values: ['own', 'first-source', 'first-person', 'no-own-ids'],
    text: 'What hooks say of the chats of one contact, as after a merge: what is each chat’s own; the source, or the person, of the chat that the contact has had longest; or no ids of the integration. kommo-platform.md §5.2',
  },
  'merge-hooks': {
    values: ['contacts', 'talks', 'none'],
    text: 'What is told of a merge: one contact as changed and the other as deleted; the talks that went over; or nothing. kommo-platform.md §5.2, §9.2',
  },
  'incoming-change': {
    values: ['accept', 'refuse-404'],
    text: 'Whether the lead and the contact of an incoming lead can be changed before it is accepted. kommo-platform.md §5.1, §6.1',
  },
  'custom-fields-page-limit': {
    values: [50, 250],
    free: true,
    text: 'Custom fields in a page. kommo-platform.md §9.6',
  },
  'unsorted-decline-user': {
    values: ['required', 'optional'],
    text: 'Whether declining an incoming lead has to name a user. kommo-platform.md §6.1, §14.1',
  },
  'widget-logo-dp': {
    values: ['always', 'with-digital-pipeline'],
    text: 'When an archive needs logo_dp.png. kommo-platform.md §11.1, §14.1',
  },
  'talk-close-delay-ms': {
    values: [0, 1000],
    free: true,
    text: 'How long after its 202 a talk is closed. kommo-platform.md §7.2',
  },
} as const satisfies Record<string, Reading>;
