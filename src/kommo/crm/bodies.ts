import type { z } from 'zod';
import { given } from '../given';
import type {
  AddContactsBody,
  AddSourcesBody,
  AddTasksBody,
  AddTemplatesBody,
  ChangeContactBody,
  ChangeSourcesBody,
  ChangeTemplatesBody,
  ReviewReportBody,
} from './request-schemas';
import type {
  ContactFields,
  ContactValue,
  NewSource,
  NewTask,
  NewTemplate,
  ReviewReport,
  SourceChange,
  TemplateChange,
  WhatsAppService,
  WhatsAppTemplate,
} from './types';

type Item<Schema extends z.ZodType<unknown, readonly unknown[]>> = z.input<Schema>[number];

export function addSourceBody(source: NewSource): Item<typeof AddSourcesBody> {
  return { name: source.name, external_id: source.externalId, ...sourceFields(source) };
}

export function changeSourceBody(change: SourceChange): Item<typeof ChangeSourcesBody> {
  return { id: change.id, ...given({ name: change.name }), ...sourceFields(change) };
}

function sourceFields({ pipelineId, isDefault, originCode, whatsapp }: Omit<SourceChange, 'id' | 'name'>) {
  return given({
    pipeline_id: pipelineId,
    default: isDefault,
    origin_code: originCode,
    services: whatsapp === undefined ? undefined : [serviceBody(whatsapp)],
  });
}

function serviceBody({ official, listMessages, pages }: WhatsAppService) {
  return {
    type: 'whatsapp' as const,
    params: { waba: official, is_supports_list_message: listMessages },
    ...given({ pages: pages === undefined ? undefined : [...pages] }),
  };
}

/** Its place in the list tells the answer's items apart. */
export function addContactBody(contact: ContactFields, index: number): Item<typeof AddContactsBody> {
  return { ...changeContactBody(contact), request_id: String(index) };
}

export function changeContactBody(contact: ContactFields): z.input<typeof ChangeContactBody> {
  const fields = [
    ...(contact.phones === undefined ? [] : [{ field_code: 'PHONE' as const, values: values(contact.phones) }]),
    ...(contact.emails === undefined ? [] : [{ field_code: 'EMAIL' as const, values: values(contact.emails) }]),
  ];
  return given({
    name: contact.name,
    first_name: contact.firstName,
    last_name: contact.lastName,
    responsible_user_id: contact.responsibleUserId,
    custom_fields_values: fields.length === 0 ? undefined : fields,
  });
}

function values(list: readonly ContactValue[]) {
  return list.map(({ value, kind }) => ({ value, enum_code: kind ?? 'WORK' }));
}

export function addTaskBody({ text, dueAt, responsibleUserId }: NewTask, index: number): Item<typeof AddTasksBody> {
  return {
    text,
    complete_till: Math.ceil(dueAt / 1_000),
    task_type_id: 1,
    responsible_user_id: responsibleUserId,
    request_id: String(index),
  };
}

export function addTemplateBody(template: NewTemplate): Item<typeof AddTemplatesBody> {
  return { name: template.name, content: template.content, ...templateFields(template) };
}

export function changeTemplateBody(change: TemplateChange): Item<typeof ChangeTemplatesBody> {
  const { id, name, content } = change;
  return { id, ...given({ name, content }), ...templateFields(change) };
}

function templateFields({ externalId, isEditable, buttons, attachment, whatsapp }: Omit<TemplateChange, 'id'>) {
  return {
    ...given({
      external_id: externalId,
      is_editable: isEditable,
      buttons: buttons === undefined ? undefined : [...buttons],
      attachment,
    }),
    // The type of ordinary ones is left out (kommo-platform.md §8.2).
    ...(whatsapp === undefined ? {} : whatsAppFields(whatsapp)),
  };
}

function whatsAppFields({ category, language, footer, header, examples }: WhatsAppTemplate) {
  return {
    type: 'waba' as const,
    waba_category: category,
    waba_language: language,
    ...given({ waba_footer: footer }),
    waba_header: header?.type === 'text' ? header.text : null,
    waba_header_type: header?.type ?? null,
    waba_examples: examples === undefined || Object.keys(examples).length === 0 ? [] : { ...examples },
  };
}

export function reviewReportBody(report: ReviewReport): z.input<typeof ReviewReportBody> {
  return report.status === 'rejected'
    ? { status: report.status, reject_reason: report.reason }
    : { status: report.status };
}
