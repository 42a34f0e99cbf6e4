import { randomBytes, randomUUID } from 'node:crypto';
import type { Core } from '../core';
import { SANDBOX } from '../credentials';
import type { NewCustomer, Refused } from '../lines/emulator';
import type { NewHandset, NewLine } from '../lines/records';
import { businessesOf } from './provider';
import { uuid } from './shapes';

const FIELDS = ['businessId', 'name', 'mspId', 'apiSecret'];
/** What an iPhone shows. */
const ALL = 'LIST,TIME,AUTH,AUTH2,QUICK,FORM';

export function isSecret(text: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text);
}

export function newSecret(): string {
  return randomBytes(32).toString('base64');
}

/** The provider's one business and its customers, of a fresh sandbox. */
export function seedApple({ lines }: Core): void {
  const { msp, business, customers } = SANDBOX.apple;
  const line = lines.add(aLine({ ...business, mspId: msp.id, apiSecret: msp.secret }));
  for (const { id, name, ...device } of customers) {
    lines.addHandset(line, { id, name, facts: { seeded: true, ...device, closed: false } });
  }
}

/** Businesses are linked again, and customers have the devices of before, and came by no link. */
export function forgetApple({ lines }: Core): void {
  for (const line of lines.of('apple')) {
    line.facts.linked = true;
    for (const { id, locale, agent, capabilities } of SANDBOX.apple.customers) {
      const facts = line.handsets.get(id)?.facts;
      if (facts === undefined) continue;
      Object.assign(facts, { locale, agent, capabilities, closed: false, intent: null, group: null });
    }
  }
}

/** Another business, of the sandbox's provider unless another one is named. */
export function readLine(core: Core, fields: Readonly<Record<string, string>>): NewLine | Refused {
  const strange = Object.keys(fields).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) return { refused: `A business of Apple has no ${strange}.` };
  const { businessId: id = randomUUID(), name = 'New business', mspId = SANDBOX.apple.msp.id } = fields;
  if (name === '') return { refused: 'The name is missing.' };
  if (!uuid.safeParse(id).success) return { refused: 'The id of a business is a UUID.' };
  if (!uuid.safeParse(mspId).success) return { refused: 'The id of a provider is a UUID.' };
  const known = businessesOf(core, mspId)[0]?.credentials.apiSecret;
  const { apiSecret = known ?? newSecret() } = fields;
  if (!isSecret(apiSecret)) return { refused: 'The secret of a provider is Base64.' };
  if (known !== undefined && apiSecret !== known) return { refused: 'The provider has another secret.' };
  return aLine({ id, name, mspId, apiSecret });
}

/** A customer is an id without a meaning, of one business (apple.md §0, §6). */
export function readCustomer({ name, phone, username }: NewCustomer): NewHandset | Refused {
  if (username !== undefined) return { refused: 'A business of Apple is not told such names.' };
  if (phone !== undefined) return { refused: 'A business of Apple is not told phone numbers.' };
  const id = `urn:mbid:AQAAY${randomBytes(24).toString('base64')}`;
  return { id, name, facts: { locale: 'en_US', agent: 'iPhone OS', capabilities: ALL, closed: false } };
}

interface Business {
  readonly id: string;
  readonly name: string;
  readonly mspId: string;
  readonly apiSecret: string;
}

function aLine({ id, name, mspId, apiSecret }: Business): NewLine {
  return {
    messenger: 'apple',
    id,
    name,
    address: `https://bcrw.apple.com/urn:biz:${id}`,
    credentials: { mspId, apiSecret, businessId: id },
    facts: { linked: true },
  };
}
