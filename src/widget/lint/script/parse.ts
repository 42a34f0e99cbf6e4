import { Script } from 'node:vm';
import ts from 'typescript';
import { fault, type LintRule, type WidgetFault } from '../fault';

export type ScriptTree = ts.SourceFile;

const FILE = 'script.js';

/** As the engine of a browser says it; the script is compiled and not run. */
export function syntaxFaults(text: string): WidgetFault[] {
  try {
    new Script(text, { filename: FILE });
    return [];
  } catch (error) {
    // What it throws is the answer: its stack begins with the place.
    const { message = '', stack = '' } = error as Partial<SyntaxError>;
    const [, line = '1'] = /script\.js:(\d+)/.exec(stack) ?? [];
    return [fault('script/syntax', `${FILE}:${line}`, message)];
  }
}

export function parseScript(text: string): ScriptTree {
  return ts.createSourceFile(FILE, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
}

export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

export function scriptFault(tree: ScriptTree, node: ts.Node, rule: LintRule, text: string): WidgetFault {
  return fault(rule, `${FILE}:${lineAt(tree.text, node.getStart(tree))}`, text);
}

/** Every node of the tree, from the top. */
export function nodesOf(tree: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** The last name of what is called: `post` of `self.crm.post(…)`. */
export function calledName(call: ts.CallExpression | ts.NewExpression): string {
  const { expression } = call;
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isElementAccessExpression(expression) && ts.isStringLiteralLike(expression.argumentExpression)
    ? expression.argumentExpression.text
    : '';
}

/** The first name of a chain: `APP` of `APP.data.current`. */
export function rootName(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    const own = rootName(node.expression);
    return own === 'window' && ts.isPropertyAccessExpression(node) && !ts.isPropertyAccessExpression(node.expression)
      ? node.name.text
      : own;
  }
  return ts.isCallExpression(node) || ts.isParenthesizedExpression(node) ? rootName(node.expression) : '';
}
