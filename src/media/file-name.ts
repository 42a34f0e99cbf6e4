import { extensionIn, isKnown } from './extensions';

const LONGEST = 120;
const NAMELESS = 'file';
/** Of Windows, with or without an extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;

/**
 * A name that any system can store a file under, in whatever script: one part of a path, nothing invisible, at most 120
 * characters, with the extension of what the file is.
 */
export function safeFileName(declared: string | undefined, extension: string): string {
  const plain = visible(declared ?? '');
  const old = extensionIn(plain);
  const stem =
    old !== undefined && (old === extension || isKnown(old)) ? plain.slice(0, plain.lastIndexOf('.')) : plain;
  const ending = `.${extension}`;
  const named = trimmed(stem) === '' ? NAMELESS : trimmed(stem);
  const harmless = RESERVED.test(named) ? `_${named}` : named;
  return `${trimmed(cut(harmless, LONGEST - ending.length))}${ending}`;
}

function visible(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .normalize('NFC')
      // Controls, halves of surrogate pairs, and marks that change the direction of what follows: "gpj.exe" would be read
      // the other way round. The two joiners belong to scripts and emoji.
      .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufff0-\uffff]/gu, '')
      .replace(/[<>:"|?*]/g, '_')
      .replace(/\s+/g, ' ')
  );
}

function trimmed(text: string): string {
  return text.replace(/^[. ]+|[. ]+$/g, '');
}

/** By characters, so that none is cut in two. */
function cut(text: string, length: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > length) break;
    kept += character;
  }
  return kept;
}
