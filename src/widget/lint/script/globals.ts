import ts from 'typescript';
import type { WidgetFault } from '../fault';
import { nodesOf, rootName, scriptFault, type ScriptTree } from './parse';

const APP = new Set(['APP', 'AMOCRM']);
/** Of the browser and of Kommo's pages about widgets; what else lies about on Kommo's page may be gone tomorrow. */
const DOCUMENTED = new Set([
  ...['define', 'APP', 'window', 'document', 'console', 'undefined', 'arguments', 'NaN', 'Infinity', 'globalThis'],
  ...[
    'Array',
    'ArrayBuffer',
    'Boolean',
    'Date',
    'Error',
    'TypeError',
    'Function',
    'Intl',
    'JSON',
    'Map',
    'Math',
    'Number',
  ],
  ...[
    'Object',
    'Promise',
    'RegExp',
    'Set',
    'String',
    'Symbol',
    'Uint8Array',
    'WeakMap',
    'WeakSet',
    'isNaN',
    'parseInt',
  ],
  ...['parseFloat', 'decodeURIComponent', 'encodeURIComponent', 'setTimeout', 'clearTimeout', 'setInterval'],
  ...['clearInterval', 'requestAnimationFrame', 'cancelAnimationFrame', 'URL', 'URLSearchParams', 'AbortController'],
  ...['Blob', 'CustomEvent', 'Event', 'File', 'FormData', 'TextDecoder', 'TextEncoder', 'XMLHttpRequest', 'fetch'],
  ...['MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'getComputedStyle', 'location', 'navigator'],
  // Rules of their own speak about these.
  ...['eval', 'alert', 'confirm', 'prompt', 'importScripts', 'AMOCRM'],
]);

export function globalFaults(tree: ScriptTree): WidgetFault[] {
  const nodes = nodesOf(tree);
  const declared = new Set(nodes.flatMap(namesDeclaredAt));
  return nodes.flatMap((node) => [
    ...writeFaults(tree, node),
    ...(ts.isIdentifier(node) && isReference(node) && !declared.has(node.text) && !DOCUMENTED.has(node.text)
      ? [scriptFault(tree, node, 'script/undocumented-global', `“${node.text}” is not documented`)]
      : []),
  ]);
}

/** Where it was declared is not asked: the script is one function, and a linter of names finds shadows. */
function namesDeclaredAt(node: ts.Node): string[] {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node);
  return isDeclaration && node.name !== undefined && ts.isIdentifier(node.name) ? [node.name.text] : [];
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return !(
    ts.isMethodDeclaration(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}

function writeFaults(tree: ScriptTree, node: ts.Node): WidgetFault[] {
  const target = writtenAt(node);
  if (target === undefined) return [];
  if (APP.has(rootName(target))) return [scriptFault(tree, node, 'script/writes-app', 'APP may only be read')];
  const isGlobal = ts.isPropertyAccessExpression(target) && target.expression.getText(tree) === 'window';
  return isGlobal ? [scriptFault(tree, node, 'script/undocumented-global', 'it makes a global of its own')] : [];
}

function writtenAt(node: ts.Node): ts.Expression | undefined {
  const isAssignment =
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    node.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  if (isAssignment) return node.left;
  if (ts.isDeleteExpression(node)) return node.expression;
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const changes = node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken;
    return changes ? node.operand : undefined;
  }
  const isCopy = ts.isCallExpression(node) && /^(Object\.assign|\$\.extend)$/.test(node.expression.getText());
  return isCopy ? node.arguments[0] : undefined;
}
