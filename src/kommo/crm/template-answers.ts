import { z } from 'zod';
import { given } from '../given';
import { flag, id, optionalId, optionalText } from './answer-schemas';
import type { Review, Template, TemplateAttachment, TemplateButton, WhatsAppFields } from './types';

const button: z.ZodType<TemplateButton> = z.union([
  z.object({ type: z.literal('inline'), text: z.string() }),
  z.object({ type: z.literal('url'), text: z.string(), url: z.string() }),
]);
const attachment: z.ZodType<TemplateAttachment> = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(['picture', 'file', 'document', 'video']),
});

export const ReviewAnswer: z.ZodType<Review> = z
  .object({ id, source_id: optionalId, status: z.string(), reject_reason: optionalText })
  .transform((body) => ({
    id: body.id,
    status: body.status,
    ...given({ sourceId: body.source_id, rejectReason: body.reject_reason }),
  }));

/** Of `type: "waba"`; an empty list of examples is an empty object there (kommo-platform.md §8.2). */
export const whatsAppShape = {
  type: optionalText,
  waba_category: optionalText,
  waba_language: optionalText,
  waba_footer: optionalText,
  waba_header: optionalText,
  waba_header_type: optionalText,
  waba_examples: z.record(z.string(), z.string()).catch({}),
};
type WhatsAppShape = z.infer<z.ZodObject<typeof whatsAppShape>>;

export function whatsAppFieldsOf(body: WhatsAppShape): WhatsAppFields | undefined {
  if (body.type !== 'waba') return undefined;
  return {
    examples: body.waba_examples,
    ...given({
      category: body.waba_category,
      language: body.waba_language,
      footer: body.waba_footer,
      header: headerOf(body),
    }),
  };
}

function headerOf({ waba_header: text, waba_header_type: type }: WhatsAppShape): WhatsAppFields['header'] {
  if (type === 'media') return { type };
  return text === undefined ? undefined : { type: 'text', text };
}

/** kommo-platform.md §8.2. */
export const TemplateAnswer: z.ZodType<Template> = z
  .object({
    id,
    name: z.string(),
    content: z.string(),
    external_id: optionalText,
    is_editable: flag,
    ...whatsAppShape,
    buttons: z.array(z.unknown()).nullish().catch(undefined),
    attachment: attachment.nullish().catch(undefined),
    _embedded: z
      .object({ reviews: z.array(ReviewAnswer) })
      .nullish()
      .catch(undefined),
  })
  .transform((body) => ({
    id: body.id,
    name: body.name,
    content: body.content,
    isEditable: body.is_editable,
    buttons: (body.buttons ?? []).flatMap((one) => {
      const read = button.safeParse(one).data;
      return read === undefined ? [] : [read];
    }),
    ...given({
      externalId: body.external_id,
      whatsapp: whatsAppFieldsOf(body),
      attachment: body.attachment ?? undefined,
      reviews: body._embedded?.reviews,
    }),
  }));
