import { z } from 'zod';
import { fieldWords } from '../form-field';
import { say } from './phrases';
import { keyOf, type Keys } from './signing';

/** Two while one follows the other. */
const SECRETS_MOST = 2;

/** One secret, or two with white space between. */
const Secrets = z
  .string()
  .trim()
  .max(300)
  .refine((entered) => {
    const secrets = secretsIn(entered);
    return secrets.length <= SECRETS_MOST && secrets.every((secret) => keyOf(secret) !== undefined);
  }, say('custom.no-secret').text);

/** What an administrator enters (webhook.md §1). */
export const CustomCredentials = z
  .object({
    serviceUrl: z
      .string()
      .trim()
      .max(2_000)
      .refine(isServiceUrl, say('custom.no-address').text)
      .meta(fieldWords(say('custom.field.url'), say('custom.field.url.help'))),
    outboundSecret: Secrets.meta({
      ...fieldWords(say('custom.field.outbound'), say('custom.field.outbound.help')),
      writeOnly: true,
    }),
    inboundSecret: Secrets.meta({
      ...fieldWords(say('custom.field.inbound'), say('custom.field.inbound.help')),
      writeOnly: true,
    }),
  })
  // With one for both, what Courier sends could be sent back to it as a customer's message.
  .refine(
    ({ outboundSecret, inboundSecret }) =>
      !secretsIn(outboundSecret).some((secret) => secretsIn(inboundSecret).includes(secret)),
    { path: ['inboundSecret'], message: say('custom.same-secret').text },
  );

export type CustomCredentials = z.infer<typeof CustomCredentials>;

/** What Courier signs with, or what it takes signatures of. */
export function keysOf(secrets: string): Keys {
  return secretsIn(secrets).flatMap((secret) => keyOf(secret) ?? []);
}

/** Whether an address may be connected to: https, or http on the machine itself (webhook.md §1). */
export function isServiceUrl(entered: string): boolean {
  if (!URL.canParse(entered)) return false;
  const { protocol, hostname, username, password } = new URL(entered);
  const isOwnMachine = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  return (protocol === 'https:' || (protocol === 'http:' && isOwnMachine)) && username === '' && password === '';
}

function secretsIn(entered: string): string[] {
  return entered.split(/\s+/);
}
