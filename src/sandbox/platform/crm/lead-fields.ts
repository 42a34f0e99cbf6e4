import { z } from 'zod';
import type { Outcome } from '../../exchange';
import type { FieldFault } from '../answers';
import type { Lead, LeadField, Site } from '../records';
import { page } from './list';
import { selfLink, type CrmRequest, type CrmRoute } from './request';

const PATH = '/leads/custom_fields';

/** Custom fields of leads (Kommo's page `reference/leads-custom-fields`; their values: kommo-platform.md §5.1). */
export const leadFieldRoute: CrmRoute = {
  operation: 'crm-lead-fields',
  method: 'GET',
  path: PATH,
  admin: false,
  perform: list,
};

export const writtenField = z.object({
  field_id: z.int().optional(),
  field_code: z.string().optional(),
  values: z.array(z.object({ value: z.union([z.string(), z.number(), z.boolean()]) })),
});
type WrittenField = z.infer<typeof writtenField>;

function list(request: CrmRequest): Outcome {
  const { site, account, sandbox } = request;
  const items = site.leadFields.map(({ id, name, code, type }, index) => ({
    id,
    name,
    type,
    account_id: account.id,
    code,
    sort: 500 + index,
    is_api_only: false,
    enums: null,
    group_id: type === 'tracking_data' ? 'statistic' : null,
    entity_type: 'leads',
    _links: selfLink(request, `${PATH}/${String(id)}`),
  }));
  return page(
    request,
    { path: PATH, name: 'custom_fields', items },
    sandbox.assumptions.number('custom-fields-page-limit'),
  );
}

/** An unknown field, or a value of another kind than the field's. */
export function fieldFaults(site: Site, written: readonly WrittenField[]): FieldFault[] {
  return written.flatMap((field, index): FieldFault[] => {
    const known = fieldNamed(site, field);
    const path = `custom_fields_values.${String(index)}`;
    if (!known) {
      const named = field.field_id === undefined ? 'field_code' : 'field_id';
      return [
        {
          code: 'NotSupportedChoice',
          path: `${path}.${named}`,
          detail: 'The value you selected is not a valid choice.',
        },
      ];
    }
    const wrong = field.values.findIndex(({ value }) => !fits(known, value));
    if (wrong === -1) return [];
    return [
      { code: 'InvalidType', path: `${path}.values.${String(wrong)}.value`, detail: 'This value is of another type.' },
    ];
  });
}

function fits({ type }: LeadField, value: string | number | boolean): boolean {
  switch (type) {
    case 'checkbox':
      return typeof value === 'boolean';
    case 'numeric':
      return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
    case 'text':
    case 'textarea':
    case 'url':
    case 'tracking_data':
      return typeof value === 'string' || typeof value === 'number';
  }
}

/** Writing a field replaces its values; an empty list clears it. */
export function withWritten(site: Site, before: Lead['fields'], written: readonly WrittenField[]): Lead['fields'] {
  const fresh = written.flatMap((field) => {
    const known = fieldNamed(site, field);
    return known ? [{ fieldId: known.id, values: field.values.map(({ value }) => kept(value)) }] : [];
  });
  const replaced = new Set(fresh.map(({ fieldId }) => fieldId));
  return [
    ...before.filter(({ fieldId }) => !replaced.has(fieldId)),
    ...fresh.filter(({ values }) => values.length > 0),
  ];
}

function kept(value: string | number | boolean): string | number {
  return typeof value === 'boolean' ? String(value) : value;
}

export function describeFields(site: Site, fields: Lead['fields']): object[] | null {
  const described = fields.flatMap(({ fieldId, values }) => {
    const known = site.leadFields.find(({ id }) => id === fieldId);
    if (!known) return [];
    const { id, name, code, type } = known;
    const shown = values.map((value) => ({ value }));
    return [{ field_id: id, field_name: name, field_code: code, field_type: type, values: shown }];
  });
  return described.length === 0 ? null : described;
}

function fieldNamed({ leadFields }: Site, { field_id: id, field_code: code }: WrittenField): LeadField | undefined {
  return leadFields.find((known) => (id === undefined ? known.code !== null && known.code === code : known.id === id));
}
