import { z } from 'zod';
import { given } from '../given';
import { flag, id, optionalId, optionalText } from './answer-schemas';
import type { Review, Template, TemplateAttachment, TemplateButton } from './types';

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
  .object({ id, source_id: optionalId, status: z.string() })
  .transform((body) => ({ id: body.id, status: body.status, ...given({ sourceId: body.source_id }) }));

/** kommo-platform.md §8.2. */
export const TemplateAnswer: z.ZodType<Template> = z
  .object({
    id,
    name: z.string(),
    content: z.string(),
    external_id: optionalText,
    is_editable: flag,
    type: optionalText,
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
    isWhatsApp: body.type === 'waba',
    buttons: (body.buttons ?? []).flatMap((one) => {
      const read = button.safeParse(one).data;
      return read === undefined ? [] : [read];
    }),
    ...given({
      externalId: body.external_id,
      attachment: body.attachment ?? undefined,
      reviews: body._embedded?.reviews,
    }),
  }));
