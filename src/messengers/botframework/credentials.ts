import { z } from 'zod';
import type { Words } from '../../model/words';
import { fieldWords } from '../form-field';
import { sayGuide as say } from './guide-phrases';

const NO_ADDRESS = say('botframework.wrong.address').text;
const NO_DAY = say('botframework.wrong.day').text;

const Guid = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, say('botframework.wrong.app').text)
  .toLowerCase();

/** Forms send fields that were left alone as empty texts. */
const orElse = <Schema extends z.ZodType>(schema: Schema, other: z.input<Schema>) =>
  z.preprocess((entered) => {
    const word = typeof entered === 'string' ? entered.trim() : entered;
    return word === '' || word === undefined || word === null ? other : word;
  }, schema);

/** An address of one's own, of a sandbox or a cloud that is not in the list; empty: the cloud's. */
const address = (label: Words) =>
  orElse(z.union([z.literal(''), z.url({ protocol: /^https?$/, error: NO_ADDRESS })], NO_ADDRESS), '')
    .default('')
    .meta(fieldWords(label, say('botframework.field.address.help')));

/** What an administrator enters (skype.md §1). */
export const BotCredentials = z.object({
  appId: Guid.meta(fieldWords(say('botframework.field.app'), say('botframework.field.app.help'))),
  clientSecret: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,200}$/, say('botframework.wrong.secret').text)
    .meta({ ...fieldWords(say('botframework.field.secret'), say('botframework.field.secret.help')), writeOnly: true }),
  tenantId: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|botframework\.com)$/, say('botframework.wrong.tenant').text)
    .meta(fieldWords(say('botframework.field.tenant'), say('botframework.field.tenant.help'))),
  channel: orElse(z.enum(['msteams', 'skype', 'any'], say('botframework.wrong.channel').text), 'msteams')
    .default('msteams')
    .meta({
      ...fieldWords(say('botframework.field.channel'), say('botframework.field.channel.help')),
      choices: [
        say('botframework.field.channel.msteams'),
        say('botframework.field.channel.skype'),
        say('botframework.field.channel.any'),
      ],
    }),
  secretEndsOn: orElse(z.union([z.literal(''), z.iso.date(NO_DAY)], NO_DAY), '')
    .default('')
    .meta(fieldWords(say('botframework.field.ends'), say('botframework.field.ends.help'))),
  cloud: orElse(z.enum(['public', 'us-government'], say('botframework.wrong.cloud').text), 'public')
    .default('public')
    .meta({
      ...fieldWords(say('botframework.field.cloud'), say('botframework.field.cloud.help')),
      choices: [say('botframework.field.cloud.public'), say('botframework.field.cloud.us-government')],
    }),
  loginBaseUrl: address(say('botframework.field.login')),
  openIdMetadataUrl: address(say('botframework.field.open-id')),
  tokenIssuer: address(say('botframework.field.issuer')),
});

export type BotCredentials = z.infer<typeof BotCredentials>;
