import { z } from 'zod';
import { say } from './phrases';

const NO_ADDRESS = say('botframework.no-address').text;
const NO_DAY = say('botframework.no-day').text;

const Guid = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, say('botframework.no-guid').text)
  .toLowerCase();

/** Forms send fields that were left alone as empty texts. */
const orElse = <Schema extends z.ZodType>(schema: Schema, other: z.input<Schema>) =>
  z.preprocess((entered) => {
    const word = typeof entered === 'string' ? entered.trim() : entered;
    return word === '' || word === undefined || word === null ? other : word;
  }, schema);

/** An address of one's own, of a sandbox or a cloud that is not in the list; empty: the cloud's. */
const address = (title: string) =>
  orElse(z.union([z.literal(''), z.url({ protocol: /^https?$/, error: NO_ADDRESS })], NO_ADDRESS), '')
    .default('')
    .meta({ title, description: say('botframework.help-empty').text });

/** What an administrator enters (skype.md §1). */
export const BotCredentials = z.object({
  appId: Guid.meta({ title: say('botframework.field-app').text, description: say('botframework.help-app').text }),
  clientSecret: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,200}$/, say('botframework.no-secret').text)
    .meta({
      title: say('botframework.field-secret').text,
      description: say('botframework.help-secret').text,
      writeOnly: true,
    }),
  tenantId: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|botframework\.com)$/, say('botframework.no-tenant').text)
    .meta({ title: say('botframework.field-tenant').text, description: say('botframework.help-tenant').text }),
  channel: orElse(z.enum(['msteams', 'skype', 'any'], say('botframework.no-channel').text), 'msteams')
    .default('msteams')
    .meta({ title: say('botframework.field-channel').text, description: say('botframework.help-channel').text }),
  secretEndsOn: orElse(z.union([z.literal(''), z.iso.date(NO_DAY)], NO_DAY), '')
    .default('')
    .meta({ title: say('botframework.field-ends').text, description: say('botframework.help-ends').text }),
  cloud: orElse(z.enum(['public', 'us-government'], say('botframework.no-cloud').text), 'public')
    .default('public')
    .meta({ title: say('botframework.field-cloud').text, description: say('botframework.help-cloud').text }),
  loginBaseUrl: address(say('botframework.field-login').text),
  openIdMetadataUrl: address(say('botframework.field-open-id').text),
  tokenIssuer: address(say('botframework.field-issuer').text),
});

export type BotCredentials = z.infer<typeof BotCredentials>;
