import { randomBytes, randomUUID } from 'node:crypto';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { NewHandset, NewLine } from '../lines/records';
import { EVERYTHING } from './capabilities';
import { isSecret, newSecret } from './secrets';

const FIELDS = ['id', 'name', 'outboundSecret', 'inboundSecret'];
const SITE = 'https://shop.example.com';

/** The website and the visitors of a fresh sandbox. */
export function seedCustom({ lines }: Core): void {
  const { service, visitors } = SANDBOX.custom;
  const line = lines.add(aLine(service));
  for (const { id, contactId, name, email, phone, language, page } of visitors) {
    lines.addHandset(line, { id, name, phone, facts: { seeded: true, contactId, email, language, page } });
  }
}

/** Another service; what is left out is made up. */
export function readLine(fields: Readonly<Record<string, string>>): NewLine | Refused {
  const strange = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) return { refused: `A service has no ${strange}.` };
  const { name = 'New website', id = `website-${randomBytes(4).toString('hex')}` } = fields;
  const { outboundSecret = newSecret(), inboundSecret = newSecret() } = fields;
  if (name === '' || name.length > 255) return { refused: 'A name has 1 to 255 characters.' };
  if (!/^[\w-]{1,64}$/.test(id)) return { refused: 'The id is made of letters, digits and dashes.' };
  if (![outboundSecret, inboundSecret].every(isSecret)) {
    return { refused: 'A secret is `whsec_` and 24 to 64 bytes in Base64.' };
  }
  if (outboundSecret === inboundSecret) return { refused: 'The two secrets have to differ.' };
  return aLine({ id, name, outboundSecret, inboundSecret });
}

/** A conversation is not called as its contact is: what is sent to the one does not go to the other (webhook.md §2). */
export function readCustomer({ name, phone, username }: NewCustomer): NewHandset | Refused {
  return {
    id: `c-${randomUUID()}`,
    name,
    phone: phone ?? null,
    username: username ?? null,
    facts: { contactId: `u-${randomUUID()}`, language: 'en', page: `${SITE}/` },
  };
}

function aLine(service: {
  readonly id: string;
  readonly name: string;
  readonly outboundSecret: string;
  readonly inboundSecret: string;
}): NewLine {
  const { id, name, outboundSecret, inboundSecret } = service;
  return {
    messenger: 'custom',
    id,
    name,
    address: SITE,
    credentials: { outboundSecret, inboundSecret },
    facts: { capabilities: JSON.stringify(EVERYTHING), signs: 'rightly', oldFashioned: false, disabled: false },
  };
}
