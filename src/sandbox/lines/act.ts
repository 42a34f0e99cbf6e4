import type { z } from 'zod';
import type { Refused } from './emulator';

/** What somebody does, with its fields as tests and pages give them. */
export type Act<Target> = (target: Target, fields: unknown) => Refused | undefined;

/** An act with these fields and no others; what it gives, if anything, is why it cannot be done. */
export function act<Target, T>(
  schema: z.ZodType<T>,
  perform: (target: Target, fields: T) => Refused | undefined,
): Act<Target> {
  return (target, fields) => {
    const read = schema.safeParse(fields);
    if (read.success) return perform(target, read.data);
    const issue = read.error.issues[0];
    return { refused: [issue?.path.join('.') ?? '', issue?.message ?? ''].filter((each) => each !== '').join(': ') };
  };
}

/** One that always can be done. */
export function deed<Target, T>(schema: z.ZodType<T>, perform: (target: Target, fields: T) => void): Act<Target> {
  return act<Target, T>(schema, (target, fields) => {
    perform(target, fields);
    return undefined;
  });
}
