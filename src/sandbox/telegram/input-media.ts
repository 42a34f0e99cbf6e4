import type { PhoneFileKind } from '../control/contract';
import { isObject } from '../body';
import { badRequest } from './answers';
import { Fields } from './arguments';
import type { Call } from './call';
import { readSource, type Source } from './media-argument';
import { readDetails } from './send-media';

export interface InputMedia {
  readonly kind: PhoneFileKind;
  readonly source: Source;
  readonly details: ReturnType<typeof readDetails>;
}

const INPUT_MEDIA = "can't parse InputMedia";

/**
 * A file of an album or an edit, with what is said beside it (telegram.md §3).
 *
 * @param kinds what it may be
 * @param elsewhere what it may be elsewhere only, in the words of the refusal
 */
export function readInputMedia(
  call: Call,
  given: unknown,
  kinds: readonly PhoneFileKind[],
  elsewhere: { readonly kinds: readonly string[]; readonly refusal: string } = { kinds: [], refusal: '' },
): InputMedia {
  if (!isObject(given)) throw badRequest(`${INPUT_MEDIA}: expected an Object`);
  const fields = new Fields(given, call.args.uploads, INPUT_MEDIA);
  fields.required('type');
  const type = fields.text('type');
  const file = fields.text('media');
  if (file === '') throw fields.wrong('media not found');
  const kind = kinds.find((each) => each === type);
  if (kind === undefined) {
    throw fields.wrong(`type "${type}" ${elsewhere.kinds.includes(type) ? elsewhere.refusal : 'is unsupported'}`);
  }
  const source = readSource(call, kind, file, '');
  if (!source) throw fields.wrong('media not found');
  return { kind, source, details: readDetails(fields, kind) };
}
