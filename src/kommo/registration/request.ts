import { z } from 'zod';
import { isBlank, missingOr, faultsOf, type Fault, type FaultKey } from './fault';
import { hookUrlFault } from './hook-url';
import { readEmojiList, type Reactions } from './reactions';
import { svgFaults } from './svg';

const MOST_TEXT = 2_000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Adds a fault with what was met. */
function refuse(context: z.RefinementCtx, key: FaultKey, what = ''): void {
  context.addIssue({ code: 'custom', message: key, params: { what } });
}

const text = z
  .string({ error: missingOr('notText') })
  .trim()
  .min(1, { error: 'missing', abort: true });

const yesNo = z.union(
  [
    z.boolean(),
    z
      .string()
      .trim()
      .pipe(z.stringbool({ truthy: ['yes', 'true'], falsy: ['no', 'false'] })),
  ],
  { error: missingOr('notYesNo') },
);

const digits = z.string().trim().regex(/^\d+$/).transform(Number);
const none = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.literal('none'))
  .transform(() => null);

const name = text
  .regex(/^[A-Za-z0-9 _-]+$/, 'nameLetters')
  .regex(/^\D/, 'nameDigit')
  .max(100, 'tooLong');

const hookUrl = text.superRefine((value, context) => {
  const fault = hookUrlFault(value);
  if (fault !== undefined) refuse(context, fault);
});

const accountIds = z
  .union([z.number(), z.string(), z.array(z.union([z.number(), z.string()]))], { error: missingOr('notAccounts') })
  .transform((given, context) => {
    const parts = (Array.isArray(given) ? given : String(given).split(/[\s,;]+/))
      .map(String)
      .filter((part) => part !== '');
    if (parts.length === 0) refuse(context, 'missing');
    const wrong = parts.flatMap((part, index) => (isAccountId(part) ? [] : [String(index + 1)]));
    if (wrong.length > 0) refuse(context, 'accountId', wrong.join(', '));
    return [...new Set(parts.map(Number))];
  });

function isAccountId(part: string): boolean {
  return /^[1-9]\d*$/.test(part) && Number.isSafeInteger(Number(part));
}

const windowSeconds = z.union(
  [z.null(), none, z.int().positive('notSeconds'), digits.pipe(z.int().positive('notSeconds'))],
  {
    error: missingOr('notSeconds'),
  },
);

const icon = text.superRefine((source, context) => {
  for (const { key, what } of svgFaults(source)) refuse(context, key, what);
});

const reactions = z
  .union([z.string(), z.array(z.string())], { error: missingOr('notReactions') })
  .transform((given, context): Reactions => {
    const joined = Array.isArray(given) ? given.join(' ') : given.trim();
    const word = joined.toLowerCase();
    if (word === 'none' || word === 'all') return word;
    const { emoji, bad } = readEmojiList(joined);
    if (bad.length > 0) refuse(context, 'notEmoji', bad.join(' '));
    else if (emoji.length === 0) refuse(context, 'missing');
    return emoji;
  });

const decimal = z
  .string()
  .trim()
  .regex(/^\d+(?:[.,]\d+)?$/)
  .transform((given) => Number(given.replace(',', '.')));
const maxFileMb = z.union(
  [z.null(), none, z.number().positive('notMegabytes'), decimal.pipe(z.number().positive('notMegabytes'))],
  {
    error: missingOr('notMegabytes'),
  },
);

/** Also while other fields are wrong: all faults are named at once. */
const always = { when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null };

/** None, or not said yet; what does not fit is meant to be a window. */
function isWithoutWindow(seconds: unknown): boolean {
  return seconds === null || seconds === undefined;
}

/**
 * The fifteen things that Kommo's support wants to know (kommo-chat-api.md §2), as a JSON file, flags or a form give
 * them: numbers and answers may be text. `null` is “none” for the window and for the file size.
 */
export const RequestSchema = z
  .strictObject(
    {
      name,
      hookUrl,
      accountIds,
      writeFirst: yesNo,
      windowSeconds,
      templatesAfterWindow: yesNo.optional(),
      email: text.pipe(z.email({ error: 'notEmail' })),
      icon,
      integrationId: text.toLowerCase().regex(UUID, 'notUuid'),
      widgetCode: text.regex(/^[A-Za-z0-9_.-]{1,100}$/, 'notWidgetCode'),
      audience: z
        .string({ error: missingOr('notAudience') })
        .trim()
        .toLowerCase()
        .pipe(z.enum(['private', 'public'], { error: missingOr('notAudience') })),
      similarSolution: yesNo.optional(),
      unique: text.max(MOST_TEXT, 'tooLong').optional(),
      storesFiles: yesNo,
      reactions,
      quoting: yesNo,
      voice: yesNo,
      maxFileMb,
    },
    { error: (issue) => (issue.code === 'invalid_type' ? 'notObject' : undefined) },
  )
  .refine(
    (given: { readonly windowSeconds?: unknown; readonly templatesAfterWindow?: unknown }) =>
      isWithoutWindow(given.windowSeconds) || given.templatesAfterWindow !== undefined,
    { ...always, path: ['templatesAfterWindow'], error: 'missing' },
  )
  .refine(({ audience, similarSolution }) => audience !== 'public' || similarSolution !== undefined, {
    ...always,
    path: ['similarSolution'],
    error: 'missing',
  })
  .refine(
    ({ audience, similarSolution, unique }) => audience !== 'public' || similarSolution !== true || !isBlank(unique),
    {
      ...always,
      path: ['unique'],
      error: 'missing',
    },
  );

export type ChannelRequest = z.output<typeof RequestSchema>;
export type RequestField = keyof ChannelRequest;

/** In the order of the fifteen points. */
export const REQUEST_FIELDS = Object.keys(RequestSchema.shape) as readonly RequestField[];

export type CheckedRequest =
  | { readonly kind: 'fits'; readonly request: ChannelRequest }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** The one check behind the command, the page and the JSON address. A blank optional answer counts as none. */
export function checkRequest(input: unknown): CheckedRequest {
  const parsed = RequestSchema.safeParse(withoutBlanks(input));
  return parsed.success ? { kind: 'fits', request: parsed.data } : { kind: 'faults', faults: faultsOf(parsed.error) };
}

function withoutBlanks(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value === null || !isBlank(value)));
}
