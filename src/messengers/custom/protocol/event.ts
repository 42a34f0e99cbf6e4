import { z } from 'zod';
import { Time } from './objects';

export const VERSION = '1';

/** One kind of event: its type, what it is for, and what its `data` holds. */
export interface EventKind<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly about: string;
  /** The whole event, as it is sent. */
  readonly schema: z.ZodObject<{
    type: z.ZodLiteral<Type>;
    version: z.ZodLiteral<typeof VERSION>;
    timestamp: typeof Time;
    data: Data;
  }>;
}

export function eventKind<const Type extends string, Data extends z.ZodType>(
  type: Type,
  about: string,
  data: Data,
): EventKind<Type, Data> {
  const envelope = { type: z.literal(type), version: z.literal(VERSION), timestamp: Time };
  return { about, schema: z.object({ ...envelope, data }).meta({ title: type, description: about }) };
}
