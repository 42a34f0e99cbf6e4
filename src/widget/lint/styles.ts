import { fault, type WidgetFault } from './fault';

/** Every selector begins with it, and every class has it (kommo-platform.md §12). */
export const STYLE_PREFIX = 'courier-widget';

interface Rule {
  readonly selector: string;
  readonly body: string;
  readonly line: number;
}

export function styleFaults(css: string): WidgetFault[] {
  // Comments give way to as many line breaks, so that lines keep their numbers.
  const bare = css.replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return [...addressFaults(bare), ...rulesOf(bare).flatMap(ruleFaults)];
}

function ruleFaults({ selector, body, line }: Rule): WidgetFault[] {
  const where = `style.css:${line}`;
  if (selector.startsWith('@')) {
    const fine = new RegExp(`^@keyframes ${STYLE_PREFIX}-[\\w-]+$`).test(selector) || selector.startsWith('@media');
    return fine ? [] : [fault('style/selector', where, `“${selector}” reaches beyond the widget`)];
  }
  const global = selector.split(',').filter((each) => !isOwn(each.trim()));
  const fixed = /\bposition\s*:\s*(fixed|sticky)|\bz-index\s*:/i.test(body);
  return [
    ...global.map((each) => fault('style/selector', where, `“${each.trim()}” reaches beyond the widget`)),
    ...(fixed ? [fault('style/overlay', where, 'nothing may lie over controls of Kommo')] : []),
  ];
}

function isOwn(selector: string): boolean {
  const classes = [...selector.replace(/\[[^\]]*\]/g, '').matchAll(/\.([\w-]+)/g)].map(([, name = '']) => name);
  const own = (name: string): boolean => name === STYLE_PREFIX || /^(__|--|-)/.test(name.slice(STYLE_PREFIX.length));
  return (
    selector.startsWith(`.${STYLE_PREFIX}`) &&
    !selector.includes('#') &&
    classes.every((name) => name.startsWith(STYLE_PREFIX) && own(name))
  );
}

function addressFaults(css: string): WidgetFault[] {
  return css
    .split('\n')
    .flatMap((line, index) =>
      /@import\b|\burl\(\s*["']?(?:\w+:)?\/\//i.test(line)
        ? [fault('style/foreign-address', `style.css:${index + 1}`, 'it loads from elsewhere')]
        : [],
    );
}

/** Rules at the top and within `@media`; the steps of `@keyframes` are no selectors. */
function rulesOf(css: string): Rule[] {
  const rules: Rule[] = [];
  let start = 0;
  let inMedia = false;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === ';') start = at + 1;
    if (css[at] === '}') {
      inMedia = false;
      start = at + 1;
    }
    if (css[at] !== '{') continue;
    const selector = css.slice(start, at).trim().replace(/\s+/g, ' ');
    const line = css.slice(0, at).split('\n').length;
    if (selector.startsWith('@media') && !inMedia) {
      rules.push({ selector, body: '', line });
      inMedia = true;
      start = at + 1;
      continue;
    }
    const end = endOfBlock(css, at);
    rules.push({ selector, body: css.slice(at + 1, end), line });
    at = end;
    start = end + 1;
  }
  return rules;
}

/** Where the brace that opens at `open` is closed again. */
function endOfBlock(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return css.length;
}
