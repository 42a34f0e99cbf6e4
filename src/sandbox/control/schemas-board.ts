import { z } from 'zod';

/** The pipelines of an account with their leads, for the page of leads. */
export const boardView = z
  .object({
    pipelines: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        isMain: z.boolean(),
        isArchive: z.boolean(),
        cards: z.array(
          z.object({
            leadId: z.int(),
            uid: z.string().nullable().meta({ description: 'of an incoming lead that waits' }),
            stage: z.enum(['incoming', 'open', 'won', 'lost']),
            contact: z.string(),
            text: z.string().meta({ description: 'of the last message' }),
            source: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'BoardView' });
export type BoardView = z.infer<typeof boardView>;
