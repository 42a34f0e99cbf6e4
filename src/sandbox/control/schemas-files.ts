import { z } from 'zod';

export const newFile = z.strictObject({
  name: z.string().min(1).max(255),
  type: z
    .string()
    .regex(/^[a-z]+\/[A-Za-z0-9.+-]+$/, 'a type such as image/png')
    .default('application/octet-stream'),
});
