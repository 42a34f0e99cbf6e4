import { z } from 'zod';

/** An id of the Graph API, however it was written: a text, a number, or digits too many for one (`big-ids.ts`). */
export const GraphId = z.union([z.string().min(1), z.int().transform(String)]);
