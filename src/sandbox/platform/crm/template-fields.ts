import { z } from 'zod';
import { requestId, wrong } from './fields';

const button = z.discriminatedUnion('type', [
  z.object({ type: z.literal('inline'), text: z.string().min(1) }),
  z.object({ type: z.literal('url'), text: z.string().min(1), url: z.url({ protocol: /^https?$/ }) }),
]);

const attachment = z.object({
  id: z.guid(),
  name: z.string().min(1),
  type: z.enum(['picture', 'file', 'document', 'video']),
});

/** kommo-platform.md §8.2. */
const others = {
  external_id: z.string().optional(),
  is_editable: z.boolean().optional(),
  type: z.enum(['', 'amocrm', 'waba']).optional(),
  buttons: z.array(button).optional(),
  attachment: attachment.nullable().optional(),
  waba_category: z.enum(['UTILITY', 'AUTHENTICATION', 'MARKETING']).optional(),
  waba_language: z.string().min(1).optional(),
  waba_footer: z.string().optional(),
  waba_header: z.string().max(60).nullable().optional(),
  waba_header_type: z.enum(['text', 'media']).nullable().optional(),
  // PHP's way to write an object that is empty.
  waba_examples: z.union([z.record(z.string(), z.string()), z.array(z.never())]).optional(),
  ...requestId,
};

interface WithHeader {
  readonly waba_header_type?: 'text' | 'media' | null | undefined;
  readonly attachment?: unknown;
}

/** A header that is media needs the file. */
export function headerNeedsFile(fields: WithHeader, context: z.RefinementCtx): void {
  if (fields.waba_header_type === 'media' && (fields.attachment ?? null) === null) {
    wrong(context, 'FieldMissing', ['attachment'], 'a media header needs an attachment');
  }
}

const words = z.string().min(1);
export const templateFields = {
  added: z.object({ name: words, content: words, ...others }).superRefine(headerNeedsFile),
  changed: z.object({ name: words.optional(), content: words.optional(), ...others }),
  changedInList: z.object({ id: z.int(), name: words.optional(), content: words.optional(), ...others }),
};
export type TemplateFields = z.infer<typeof templateFields.changed>;

export const reviewFields = z.object({
  status: z.enum(['approved', 'paused', 'rejected']),
  reject_reason: z.string().max(65_535).optional(),
});
