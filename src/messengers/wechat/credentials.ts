import { z } from 'zod';
import { fieldWords } from '../form-field';
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
    .meta(fieldWords(say('wechat.field.app-id'), say('wechat.field.app-id.help'))),
  appSecret: z
    .string()
    .trim()
    .regex(/^[0-9a-fA-F]{32}$/, say('wechat.wrong.secret').text)
    .meta({ ...fieldWords(say('wechat.field.secret'), say('wechat.field.secret.help')), writeOnly: true }),
  token: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9]{3,32}$/, say('wechat.wrong.token').text)
    .meta({ ...fieldWords(say('wechat.field.token'), say('wechat.field.token.help')), writeOnly: true }),
  encodingAesKey: z
    .string()
    .trim()
    .regex(/^([A-Za-z0-9]{43})?$/, say('wechat.wrong.aes-key').text)
    .default('')
    .meta({ ...fieldWords(say('wechat.field.aes-key'), say('wechat.field.aes-key.help')), writeOnly: true }),
  apiBaseUrl: z
    .url({ protocol: /^https?$/ })
    .default('https://api.weixin.qq.com')
    .meta(fieldWords(say('wechat.field.api'), say('wechat.field.api.help'))),
});

export type WeChatCredentials = z.infer<typeof WeChatCredentials>;
