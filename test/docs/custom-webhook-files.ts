import { z } from 'zod';
import { stringify } from 'yaml';
import { isRecord } from '../../src/http/json';
import { Accepted, CourierPong, Refusal, ServicePong, Taken } from '../../src/messengers/custom/protocol/answers';
import type { EventKind } from '../../src/messengers/custom/protocol/event';
import { HistoryPage } from '../../src/messengers/custom/protocol/history';
import { FROM_COURIER } from '../../src/messengers/custom/protocol/from-courier';
import { TO_COURIER } from '../../src/messengers/custom/protocol/to-courier';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Schemas = Readonly<Record<string, JsonSchema>>;
type Kinds = Readonly<Record<string, EventKind>>;

const VERSION = '1.0.0';
const ANSWERS = { Accepted, Taken, Refusal, CourierPong, ServicePong, HistoryPage };

const DIRECTIONS: Readonly<Record<string, { readonly kinds: Kinds; readonly title: string }>> = {
  'to-courier': { kinds: TO_COURIER, title: 'Events of the service to Courier' },
  'from-courier': { kinds: FROM_COURIER, title: 'Events of Courier to the service' },
};

/** The files below docs/custom-webhook/, made from the schemas that the driver reads and writes with. */
export function protocolFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['asyncapi.yaml', stringify(asyncApi(), { lineWidth: 0, aliasDuplicateObjects: false })],
    ...Object.entries(DIRECTIONS).map(([direction, { title, kinds }]): [string, string] => [
      `${direction}.schema.json`,
      json(
        schemaFile(
          direction,
          title,
          mapped(kinds, ({ schema }) => schema),
        ),
      ),
    ]),
    ['answers.schema.json', json(schemaFile('answers', 'Answers to events', ANSWERS))],
  ]);
}

const json = (value: unknown): string => JSON.stringify(value, null, 2);

function schemaFile(name: string, title: string, schemas: Readonly<Record<string, z.ZodType>>): JsonSchema {
  const named = described(schemas, '#/$defs/');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `courier:custom-webhook:${VERSION}:${name}`,
    title,
    oneOf: Object.keys(schemas).map((each) => ({ $ref: `#/$defs/${each}` })),
    $defs: named,
  };
}

function asyncApi(): object {
  const messages = Object.entries(DIRECTIONS).flatMap(([direction, { kinds }]) =>
    Object.entries(kinds).map(([type, { about }]) => ({ direction, type, about, key: `${direction}.${type}` })),
  );
  const of = (direction: string) => messages.filter((message) => message.direction === direction);
  const refs = (direction: string) =>
    of(direction).map(({ key }) => ({ $ref: `#/channels/${direction}/messages/${key}` }));
  const channel = (direction: string, address: string, description: string) => ({
    address,
    description,
    messages: Object.fromEntries(of(direction).map(({ key }) => [key, { $ref: `#/components/messages/${key}` }])),
  });
  const operation = (direction: string, action: 'send' | 'receive', summary: string) => ({
    action,
    summary,
    channel: { $ref: `#/channels/${direction}` },
    messages: refs(direction),
    bindings: { http: { method: 'POST', bindingVersion: '0.3.0' } },
    security: [{ $ref: '#/components/securitySchemes/signature' }],
  });
  const schemas = described(
    {
      ...Object.fromEntries(
        Object.entries(DIRECTIONS).flatMap(([direction, { kinds }]) =>
          Object.entries(kinds).map(([type, { schema }]) => [`${direction}.${type}`, schema]),
        ),
      ),
      ...ANSWERS,
    },
    '#/components/schemas/',
  );
  return {
    asyncapi: '3.0.0',
    info: {
      title: "Courier's webhook protocol",
      version: VERSION,
      description:
        'Joins any chat service to Kommo. docs/custom-webhook.md tells how; this file says the same to programs.',
    },
    defaultContentType: 'application/json',
    channels: {
      'to-courier': {
        ...channel('to-courier', '/hooks/custom/{connectionId}', "Courier's address of the connection"),
        parameters: { connectionId: { description: 'From `inbound_url` of the first ping' } },
      },
      'from-courier': channel('from-courier', '/', 'The address of the service, as it was entered in Kommo'),
    },
    operations: {
      'to-courier': operation('to-courier', 'receive', 'Courier takes events of the service'),
      'from-courier': operation('from-courier', 'send', 'Courier tells the service'),
    },
    components: {
      messages: Object.fromEntries(
        messages.map(({ key, type, about }) => [
          key,
          {
            name: type,
            title: type,
            summary: about,
            headers: { $ref: '#/components/schemas/Headers' },
            payload: { $ref: `#/components/schemas/${key}` },
          },
        ]),
      ),
      schemas: { Headers: HEADERS, ...schemas },
      securitySchemes: {
        signature: {
          type: 'httpApiKey',
          in: 'header',
          name: 'webhook-signature',
          description: 'Standard Webhooks 1.0.0, `v1`; a secret of its own for each direction',
        },
      },
    },
  };
}

const HEADERS = {
  type: 'object',
  required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  properties: {
    'webhook-id': { type: 'string', description: 'The same on every attempt; without a dot' },
    'webhook-timestamp': { type: 'string', description: 'Of this attempt, seconds since 1970' },
    'webhook-signature': {
      type: 'string',
      description: '`v1,` and the signature in Base64; several are apart by a space',
    },
  },
};

/** JSON Schemas of all, and of what they share, each once; they name each other behind `place`. */
function described(schemas: Readonly<Record<string, z.ZodType>>, place: string): Schemas {
  const found = new Map<string, JsonSchema>();
  for (const [name, schema] of Object.entries(schemas)) {
    const { $defs = {}, ...own } = z.toJSONSchema(schema, { io: 'input', override: leaveOutNoise });
    found.set(name, own);
    for (const [id, shared] of Object.entries($defs)) found.set(id, shared);
  }
  return mapped(Object.fromEntries(found), (schema) => pointed(schema, place)) as Schemas;
}

/** An expression for every day of every leap year says less than its format. */
function leaveOutNoise({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}

/** With names that lead to where the others are; what each is called itself stands before it. */
function pointed(value: unknown, place: string): unknown {
  if (Array.isArray(value)) return value.map((each) => pointed(each, place));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(
    ([name, each]) => name !== '$schema' && !(name === 'id' && typeof each === 'string'),
  );
  return mapped(Object.fromEntries(entries), (each, name) =>
    name === '$ref' && typeof each === 'string' ? each.replace(/^#\/\$defs\//, place) : pointed(each, place),
  );
}

function mapped<Value, Made>(
  values: Readonly<Record<string, Value>>,
  make: (value: Value, name: string) => Made,
): Record<string, Made> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, make(value, name)]));
}
