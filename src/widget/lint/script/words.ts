import ts from 'typescript';
import { fault, type WidgetFault } from '../fault';
import type { LintedManifest } from '../manifest';
import { lineAt, nodesOf, scriptFault, syntaxFaults, type ScriptTree } from './parse';

const LONGEST_LINE = 300;
const SECRET = /client_?secret|secret_?key|api_?key|access_?token|refresh_?token|password/i;

/** What can be told from the words of the script: comments, addresses, secrets, lines that nobody can read. */
export function wordFaults(tree: ScriptTree, manifest: LintedManifest): WidgetFault[] {
  return [...commentFaults(tree), ...addressFaults(tree, manifest), ...secretFaults(tree), ...lineFaults(tree)];
}

function commentFaults(tree: ScriptTree): WidgetFault[] {
  return commentsOf(tree)
    .filter(({ text }) => isCode(text))
    .map(({ at }) =>
      fault('script/commented-out-code', `script.js:${lineAt(tree.text, at)}`, 'code that is not used has to go'),
    );
}

function commentsOf(tree: ScriptTree): { at: number; text: string }[] {
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const around = [
      ...(ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(tree.text, node.getEnd()) ?? []),
    ];
    for (const range of around) ranges.set(range.pos, range);
    // With the tokens: a comment before a closing brace hangs at the brace.
    node.getChildren(tree).forEach(visit);
  };
  visit(tree);
  return [...ranges.values()].map(({ pos, end }) => ({ at: pos, text: tree.text.slice(pos, end) }));
}

/** A guess: a line that ends like a statement and is one. Sentences hardly ever are. */
function isCode(comment: string): boolean {
  const lines = comment
    .replace(/^\/[/*]+|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s*/, '').trim());
  return lines.some((line) => /[;{}]$/.test(line) && /[=().]/.test(line) && parses(line));
}

function parses(line: string): boolean {
  const whole = line.endsWith('{') ? `${line}}` : line;
  return whole.startsWith('}') || syntaxFaults(`(function () { ${whole}\n})`).length === 0;
}

/** Courier's own address, which the script names first, the support's, and no third. */
function addressFaults(tree: ScriptTree, { widget }: LintedManifest): WidgetFault[] {
  const found = nodesOf(tree).flatMap((node) => {
    const text = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) ? node.text : '';
    const [address] = /(?:\b(?:https?|wss?):)?\/\/[\w[][^\s'"<>]*/.exec(text) ?? [];
    return address === undefined ? [] : [{ node, origin: originOf(address) }];
  });
  const support = originOf(widget.support?.link ?? '');
  const own = found[0]?.origin;
  return found
    .filter(({ origin }) => origin !== support && origin !== own)
    .map(({ node }) => scriptFault(tree, node, 'script/foreign-address', 'the widget speaks with Courier only'));
}

function originOf(address: string): string {
  return URL.canParse(address, 'https://relative.invalid')
    ? new URL(address, 'https://relative.invalid').origin
    : address;
}

function secretFaults(tree: ScriptTree): WidgetFault[] {
  return nodesOf(tree)
    .filter((node) => (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) && SECRET.test(node.text))
    .map((node) => scriptFault(tree, node, 'script/secret', 'secrets stay on the server'));
}

function lineFaults(tree: ScriptTree): WidgetFault[] {
  return tree.text
    .split('\n')
    .flatMap((line, index) =>
      line.length > LONGEST_LINE
        ? [fault('script/unreadable-line', `script.js:${index + 1}`, 'moderators read the code: no minified lines')]
        : [],
    );
}
