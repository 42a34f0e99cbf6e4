import { z } from 'zod';
import { DATE_ORDERS } from '../../history/reader';
import { MOST_PER_SECOND, USUAL_PER_SECOND, type ImportOptions } from '../../model/import';
import { readPhone } from '../../model/phone';

/** Postgres stores every text but one that holds a NUL. */
const words = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .regex(/^[^\0]*$/);

const author = words.meta({ description: 'As the export names somebody: by id, or by name where it has no ids' });

/** What whoever begins an import says of it, or says anew before it is started. */
export const importOptions = {
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'not a time zone, such as America/Sao_Paulo')
    .optional()
    .meta({ description: 'Of times without an offset; UTC without it', examples: ['America/Sao_Paulo'] }),
  dateOrder: z.enum(DATE_ORDERS).optional().meta({ description: 'Of dates like 03/04/24, where nothing decides' }),
  business: z
    .array(author)
    .max(200)
    .readonly()
    .optional()
    .meta({ description: 'Who of its authors writes for the business' }),
  users: z
    .record(z.string().max(255), z.string().meta({ format: 'uuid' }))
    .optional()
    .meta({ description: "Which of those is which user of Kommo, by the user's amojo id; the others are the bot" }),
  customer: z
    .object({
      address: words.optional(),
      phone: z
        .string()
        .max(30)
        .refine((text) => readPhone(text) !== undefined, 'not a whole number with its country')
        .optional(),
    })
    .optional()
    .meta({ description: 'Of an export of a single chat: where its customer is at the messenger' }),
  newestLive: z.boolean().default(false).meta({
    description: "Tells the customer's newest message of each chat as a live one: a lead, and a notification",
  }),
  perSecond: z
    .number()
    .min(0.1)
    .max(MOST_PER_SECOND)
    .default(USUAL_PER_SECOND)
    .meta({ description: "Requests to Kommo's chats a second, for all imports of the account" }),
};

type Given = z.output<z.ZodObject<typeof importOptions>>;

/** Nothing but the options, and none that was left out. */
export function optionsOf(told: Given): ImportOptions {
  const { timeZone, dateOrder, business, users, customer, newestLive, perSecond } = told;
  const { address, phone } = customer ?? {};
  return {
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(dateOrder === undefined ? {} : { dateOrder }),
    ...(business === undefined ? {} : { business }),
    ...(users === undefined ? {} : { users }),
    ...(customer === undefined
      ? {}
      : {
          customer: {
            ...(address === undefined ? {} : { address }),
            ...(phone === undefined ? {} : { phone }),
          },
        }),
    newestLive,
    perSecond,
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // The one way to ask whether a name is a time zone's.
    return false;
  }
}
