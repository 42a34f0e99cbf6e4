import { z } from 'zod';
import type { WhatsAppState } from '../whatsapp/state';
import { CATEGORIES, TEMPLATE_STATUSES, type TemplateComponent } from '../whatsapp/templates/template';

const callback = z.object({ url: z.string(), verifyToken: z.string() });

/** As they were made: they have been checked once. */
const component = z.custom<TemplateComponent>((given) => z.looseObject({ type: z.string() }).safeParse(given).success);

const template = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.enum(CATEGORIES),
  parameterFormat: z.enum(['POSITIONAL', 'NAMED']),
  components: z.array(component),
  status: z.enum(TEMPLATE_STATUSES),
  rejectedReason: z.string(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  editedAt: z.array(z.number()),
  seeded: z.boolean(),
});

export const whatsappKept = z.object({
  wabas: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      subscribed: z.array(z.tuple([z.string(), callback.nullable()])),
      templates: z.array(template),
    }),
  ),
  numberCallbacks: z.array(z.tuple([z.string(), z.array(z.tuple([z.string(), callback]))])),
  pins: z.array(z.tuple([z.string(), z.string()])),
  media: z.array(
    z.object({
      id: z.string(),
      phoneNumberId: z.string(),
      fileId: z.string(),
      mimeType: z.string(),
      until: z.number(),
    }),
  ),
});
type WhatsAppKept = z.infer<typeof whatsappKept>;

export function keepWhatsApp({ wabas, numberCallbacks, pins, media }: WhatsAppState): WhatsAppKept {
  return {
    wabas: [...wabas.values()].map(({ id, name, subscribed, templates }) => ({
      id,
      name,
      subscribed: [...subscribed],
      templates: [...templates.values()].map((each) => ({ ...each, components: [...each.components] })),
    })),
    numberCallbacks: [...numberCallbacks].map(([id, callbacks]) => [id, [...callbacks]]),
    pins: [...pins],
    media: [...media.values()],
  };
}

/** What a fresh sandbox has and the file has not stays: it is newer than the file. */
export function restoreWhatsApp(state: WhatsAppState, kept: WhatsAppKept): void {
  for (const { id, name, subscribed, templates } of kept.wabas) {
    state.wabas.set(id, {
      id,
      name,
      subscribed: new Map(subscribed),
      templates: new Map(templates.map((each) => [each.id, each])),
    });
  }
  for (const [id, callbacks] of kept.numberCallbacks) state.numberCallbacks.set(id, new Map(callbacks));
  for (const [id, pin] of kept.pins) state.pins.set(id, pin);
  for (const each of kept.media) state.media.set(each.id, each);
}
