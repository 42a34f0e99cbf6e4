import { isObject, parseJson, type Body } from '../body';
import type { Core } from '../core';
import { refusal } from './answers';
import { Fields } from './fields';

/**
 * The JSON object of a request.
 * @throws WeChatError 44002 where there is nothing, 47001 for what is no JSON, 40033 for `\u` escapes (wechat.md §3)
 */
export function readJson({ assumptions }: Core, body: Body | undefined): Fields {
  if (body === undefined || body.tooLarge) throw refusal(47001);
  if (body.bytes.length === 0) throw refusal(44002);
  const json = parseJson(body.bytes);
  if (!isObject(json)) throw refusal(47001);
  if (hasEscapes(body.bytes.toString('utf8'), assumptions.is('wechat-unicode-escapes', 'refuse-all')))
    throw refusal(40033);
  return new Fields(json);
}

/** Of an escaped backslash the `u` behind it is a letter like any other. */
function hasEscapes(text: string, isStrict: boolean): boolean {
  return [...text.matchAll(/\\(?:u([\dA-Fa-f]{4})|.)/g)].some(
    ([, code]) => code !== undefined && (isStrict || parseInt(code, 16) > 0x7f),
  );
}
