import { isBlank, type Fault } from '../../../kommo/registration/fault';
import type { ChannelRequest, RequestField } from '../../../kommo/registration/request';
import type { FormValues } from './form-body';

/** Where a field is asked by a choice, and the rest of the answer in a field of its own. */
const CHOICES: Readonly<Partial<Record<RequestField, { readonly choice: string; readonly more: string }>>> = {
  windowSeconds: { choice: 'window', more: 'some' },
  reactions: { choice: 'reactionsChoice', more: 'list' },
  maxFileMb: { choice: 'files', more: 'some' },
};

/** A file that was chosen goes before the text that an earlier round has left. */
export function withChosenIcon({ iconFile, ...values }: FormValues): FormValues {
  return iconFile === undefined || iconFile === '' ? values : { ...values, icon: iconFile };
}

/** What the form says, as the check of a request wants it. */
export function requestOf(values: FormValues): Readonly<Record<string, unknown>> {
  const audience = values.audience;
  return {
    ...Object.fromEntries(PLAIN.map((field) => [field, values[field]])),
    // An empty line is a length that does not fit, so that the question about templates is not put off to another round.
    windowSeconds: isBlank(values.windowSeconds) ? values.window : chosen(values, 'windowSeconds'),
    templatesAfterWindow: values.window === 'some' ? values.templatesAfterWindow : undefined,
    reactions: chosen(values, 'reactions'),
    maxFileMb: chosen(values, 'maxFileMb'),
    similarSolution: audience === 'public' ? values.similarSolution : undefined,
    unique: audience === 'public' && values.similarSolution === 'yes' ? values.unique : undefined,
  };
}

const PLAIN = [
  ...(['name', 'hookUrl', 'accountIds', 'writeFirst', 'email', 'icon', 'integrationId', 'widgetCode'] as const),
  ...(['audience', 'storesFiles', 'quoting', 'voice'] as const),
] satisfies readonly (keyof ChannelRequest)[];

function chosen(values: FormValues, field: RequestField): string | undefined {
  const { choice, more } = CHOICES[field] ?? { choice: field, more: '' };
  return values[choice] === more ? values[field] : values[choice];
}

/** The id of the element that a fault of the field stands at: the first choice while none was made. */
export function elementOf(field: string, values: FormValues): string {
  switch (field) {
    case 'windowSeconds':
      return values.window === 'some' ? 'f-windowSeconds' : 'f-window-none';
    case 'reactions':
      return values.reactionsChoice === 'list' ? 'f-reactions' : 'f-reactionsChoice-none';
    case 'maxFileMb':
      return values.files === 'some' ? 'f-maxFileMb' : 'f-files-none';
    case 'audience':
      return 'f-audience-private';
    case 'writeFirst':
    case 'templatesAfterWindow':
    case 'similarSolution':
    case 'storesFiles':
    case 'quoting':
    case 'voice':
      return `f-${field}-yes`;
    case 'icon':
      return 'f-iconFile';
    default:
      return `f-${field}`;
  }
}

/** In the order in which the page asks, so that the first one is the first. */
export function asOnPage(faults: readonly Fault[]): readonly Fault[] {
  const placeOf = ({ field }: Fault): number => ON_PAGE.findIndex((one) => one === field);
  return [...faults].sort((one, other) => placeOf(one) - placeOf(other));
}

const ON_PAGE: readonly RequestField[] = [
  ...(['name', 'icon', 'email', 'hookUrl', 'accountIds', 'integrationId', 'widgetCode', 'writeFirst'] as const),
  ...(['windowSeconds', 'templatesAfterWindow', 'reactions', 'quoting', 'voice', 'maxFileMb', 'storesFiles'] as const),
  ...(['audience', 'similarSolution', 'unique'] as const),
];
