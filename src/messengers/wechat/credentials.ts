import { z } from 'zod';
import { say } from './phrases';

/**
 * What an administrator enters (wechat.md §1). Without an EncodingAESKey the account is in plain mode; with one only what is
 * encrypted is believed, which both other modes send.
 */
export const WeChatCredentials = z.object({
  appId: z
    .string()
    .trim()
    .regex(/^wx[0-9a-f]{16}$/, say('wechat.wrong.app-id').text)
    .meta({ title: say('wechat.field.app-id').text, description: say('wechat.field.app-id.help').text }),
  appSecret: z
    .string()
    .trim()
    .regex(/^[0-9a-fA-F]{32}$/, say('wechat.wrong.secret').text)
    .meta({
      title: say('wechat.field.secret').text,
      description: say('wechat.field.secret.help').text,
      writeOnly: true,
    }),
  token: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{3,32}$/, say('wechat.wrong.token').text)
    .meta({ title: say('wechat.field.token').text, description: say('wechat.field.token.help').text, writeOnly: true }),
  encodingAesKey: z
    .string()
    .trim()
    .regex(/^([A-Za-z0-9]{43})?$/, say('wechat.wrong.aes-key').text)
    .default('')
    .meta({
      title: say('wechat.field.aes-key').text,
      description: say('wechat.field.aes-key.help').text,
      writeOnly: true,
    }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.weixin.qq.com')
    .meta({ title: say('wechat.field.api').text, description: say('wechat.field.api.help').text }),
});

export type WeChatCredentials = z.infer<typeof WeChatCredentials>;
