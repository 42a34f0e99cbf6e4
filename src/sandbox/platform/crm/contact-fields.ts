import { z } from 'zod';
import { requestId, wrong } from './fields';

/** The two fields of the sandbox's contacts (kommo-platform.md §5.1). */
export const CONTACT_FIELDS = {
  PHONE: { id: 901, name: 'Phone', enums: { WORK: 1, WORKDD: 2, MOB: 3, FAX: 4, HOME: 5, OTHER: 6 } },
  EMAIL: { id: 902, name: 'Email', enums: { WORK: 11, PRIV: 12, OTHER: 13 } },
} as const;
export type ContactFieldCode = keyof typeof CONTACT_FIELDS;

const value = z.object({
  value: z.union([z.string(), z.number()]).transform(String),
  enum_code: z.string().optional(),
  enum_id: z.int().optional(),
});

const field = z
  .object({ field_code: z.string().optional(), field_id: z.int().optional(), values: z.array(value) })
  .transform((given, context) => {
    const code = codeOf(given.field_code, given.field_id);
    if (!code) {
      const named = given.field_code === undefined ? 'field_id' : 'field_code';
      wrong(context, 'NotSupportedChoice', [named], 'The value you selected is not a valid choice.');
      return z.NEVER;
    }
    const values = given.values.map(({ value: text, enum_code: enumCode, enum_id: enumId }, index) => {
      const kind = kindOf(code, enumCode, enumId);
      if (!kind) wrong(context, 'NotSupportedChoice', ['values', index, 'enum_code'], 'there is no such kind');
      return { value: text, enumCode: kind ?? 'OTHER' };
    });
    return { code, values };
  });

/** No field is required. */
const contact = {
  name: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  responsible_user_id: z.int().optional(),
  created_by: z.int().optional(),
  updated_by: z.int().optional(),
  created_at: z.int().optional(),
  updated_at: z.int().optional(),
  custom_fields_values: z.array(field).nullable().optional(),
  tags_to_add: z.array(z.looseObject({})).optional(),
  tags_to_delete: z.array(z.looseObject({})).optional(),
  _embedded: z.looseObject({}).optional(),
  ...requestId,
};

export const contactFields = {
  added: z.object(contact),
  changed: z.object(contact),
  changedInList: z.object({ id: z.int(), ...contact }),
};
export type ContactFields = z.infer<typeof contactFields.added>;

function codeOf(code: string | undefined, id: number | undefined): ContactFieldCode | undefined {
  const known = Object.keys(CONTACT_FIELDS) as ContactFieldCode[];
  return known.find((name) => (code === undefined ? CONTACT_FIELDS[name].id === id : name === code));
}

/** The kind of a number or an address; without one, WORK. */
function kindOf(field: ContactFieldCode, code: string | undefined, id: number | undefined): string | undefined {
  if (code === undefined && id === undefined) return 'WORK';
  return Object.entries(CONTACT_FIELDS[field].enums).find(([name, number]) =>
    code === undefined ? number === id : name === code,
  )?.[0];
}
