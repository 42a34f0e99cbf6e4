import { z } from 'zod';
import type * as contract from './contract';

/** Schemas of what the messages of both sides are made of. */
export const file = z
  .object({ id: z.string(), name: z.string(), mimeType: z.string(), size: z.int(), url: z.string() })
  .meta({ id: 'FileView' }) satisfies z.ZodType<contract.FileView>;

export const place = z
  .object({
    latitude: z.number(),
    longitude: z.number(),
    title: z.string().nullable(),
    address: z.string().nullable(),
  })
  .meta({ id: 'PlaceView' }) satisfies z.ZodType<contract.PlaceView>;

export const contact = z.object({ name: z.string(), phone: z.string() });

export const reaction = z
  .object({ emoji: z.string(), by: z.string() })
  .meta({ id: 'ReactionView' }) satisfies z.ZodType<contract.ReactionView>;

export const button = z
  .object({ text: z.string(), url: z.string().nullable() })
  .meta({ id: 'ButtonView' }) satisfies z.ZodType<contract.ButtonView>;
