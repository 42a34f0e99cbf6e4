import ts from 'typescript';
import type { WidgetFault } from '../fault';
import { calledName, nodesOf, rootName, scriptFault, type ScriptTree } from './parse';

const FORBIDDEN = new Set(['eval', 'alert', 'confirm', 'prompt']);
const TIMERS = new Set(['setTimeout', 'setInterval']);
const SCRIPT_LOADERS = new Set(['getScript', 'importScripts']);

/** Calls that moderation refuses (kommo-platform.md §12). */
export function callFaults(tree: ScriptTree): WidgetFault[] {
  return nodesOf(tree).flatMap((node) => faultsAt(tree, node));
}

function faultsAt(tree: ScriptTree, node: ts.Node): WidgetFault[] {
  if (ts.isDebuggerStatement(node)) return [scriptFault(tree, node, 'script/forbidden-call', 'debugger is a leftover')];
  if (ts.isNewExpression(node) && rootName(node.expression) === 'Function')
    return [forbidden(tree, node, 'new Function')];
  if (ts.isStringLiteralLike(node) && /<script\b/i.test(node.text)) return [scriptElement(tree, node)];
  if (ts.isPropertyAssignment(node) && node.name.getText(tree) === 'async' && isFalse(node.initializer)) {
    return [scriptFault(tree, node, 'script/synchronous', 'the browser would stand still until the answer comes')];
  }
  return ts.isCallExpression(node) ? faultsOfCall(tree, node) : [];
}

function faultsOfCall(tree: ScriptTree, call: ts.CallExpression): WidgetFault[] {
  const name = calledName(call);
  const root = rootName(call.expression);
  const [first, , third] = call.arguments;
  if (call.expression.kind === ts.SyntaxKind.ImportKeyword) return [scriptElement(tree, call)];
  if (root === 'console') return consoleFaults(tree, call, name);
  if ((FORBIDDEN.has(root) && root === name) || root === 'Function') return [forbidden(tree, call, name)];
  if (root === 'document' && /^write(ln)?$/.test(name)) return [forbidden(tree, call, 'document.write')];
  if (TIMERS.has(name) && first !== undefined && ts.isStringLiteralLike(first)) {
    return [forbidden(tree, call, `${name} with a text`)];
  }
  if (SCRIPT_LOADERS.has(name)) return [scriptElement(tree, call)];
  if (
    name === 'createElement' &&
    first !== undefined &&
    ts.isStringLiteralLike(first) &&
    /^script$/i.test(first.text)
  ) {
    return [scriptElement(tree, call)];
  }
  if (name === 'open' && third !== undefined && isFalse(third)) {
    return [scriptFault(tree, call, 'script/synchronous', 'the browser would stand still until the answer comes')];
  }
  return [];
}

/** `console.trace` is for failures: in `catch`, or in what is called when a promise is refused. */
function consoleFaults(tree: ScriptTree, call: ts.CallExpression, name: string): WidgetFault[] {
  if (name === 'trace' && isAboutFailure(call)) return [];
  return [scriptFault(tree, call, 'script/console', `console.${name} is a leftover`)];
}

function isAboutFailure(node: ts.Node): boolean {
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isCatchClause(at)) return true;
    if (!ts.isCallExpression(at.parent) || !(ts.isFunctionExpression(at) || ts.isArrowFunction(at))) continue;
    const handled = calledName(at.parent);
    const place = at.parent.arguments.indexOf(at);
    if (handled === 'catch' || handled === 'fail' || (handled === 'then' && place === 1)) return true;
  }
  return false;
}

function isFalse(node: ts.Expression): boolean {
  return (
    node.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isPrefixUnaryExpression(node) &&
      node.operator === ts.SyntaxKind.ExclamationToken &&
      node.operand.getText() === '1')
  );
}

function forbidden(tree: ScriptTree, node: ts.Node, what: string): WidgetFault {
  return scriptFault(tree, node, 'script/forbidden-call', `${what} is not allowed`);
}

function scriptElement(tree: ScriptTree, node: ts.Node): WidgetFault {
  return scriptFault(tree, node, 'script/script-element', 'code comes through define only');
}
