/** What people change in settings, and what happens to an installation. */
export const CHANGE_KINDS = [
  'installed',
  'uninstalled',
  'authorised',
  'source-added',
  'source-renamed',
  'source-moved',
  'source-made-default',
  'source-contacts',
  'source-closing',
  'source-bot-mark',
  'source-credentials',
  'source-paused',
  'source-resumed',
  'source-repaired',
  'source-removed',
  'template-taken',
  'people',
  'alerts',
  'data-kept',
  'data-erased',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];
