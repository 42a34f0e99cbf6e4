/**
 * A webhook of chats may come late: Kommo has a slower queue for those who answered badly (kommo-chat-api.md §11.1). It tells more
 * than anything else does, so it is waited for, unless nobody was there to take it.
 */
export const WEBHOOK_MAY_COME_MS = 2 * 60_000;
