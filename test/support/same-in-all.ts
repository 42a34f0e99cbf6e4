/** Phrases that are the same in several languages because they are so: they name what has one name everywhere. */
export const SAME_IN_ALL: readonly string[] = [
  'verbatim',
  'whatsapp.missing-value',
  'custom.its-words',
  'botframework.field.channel.msteams',
  'botframework.field.channel.skype',
  'botframework.field.cloud.us-government',
  'wechat.field.app-id',
  'wechat.field.secret',
  'wechat.field.token',
  'wechat.field.aes-key',
];
