import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Never a name, a phone or a text: search attributes are plain text for everybody who sees the engine. */
export const kommoAccountId = defineSearchAttributeKey('KommoAccountId', SearchAttributeType.KEYWORD);
export const sourceId = defineSearchAttributeKey('SourceId', SearchAttributeType.KEYWORD);
export const messenger = defineSearchAttributeKey('Messenger', SearchAttributeType.KEYWORD);
/** `ok` or `stuck`; changes only when a chat becomes stuck or recovers. */
export const deliveryState = defineSearchAttributeKey('DeliveryState', SearchAttributeType.KEYWORD);
export const stuckSince = defineSearchAttributeKey('StuckSince', SearchAttributeType.DATETIME);

/** Of an account's workflow: `needs-authorisation`, or `ok` again after it. */
export const accountState = defineSearchAttributeKey('AccountState', SearchAttributeType.KEYWORD);

export const SEARCH_ATTRIBUTES = [
  kommoAccountId,
  sourceId,
  messenger,
  deliveryState,
  stuckSince,
  accountState,
] as const;
