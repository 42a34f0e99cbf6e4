import ts from 'typescript';
import type { WidgetFault } from '../fault';
import { calledName, nodesOf, scriptFault, type ScriptTree } from './parse';

const REQUESTS = new Set(['$authorizedAjax', 'crm_post', 'ajax', 'get', 'getJSON', 'post', 'fetch', 'send']);
const ITERATORS = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'some',
  'every',
  'find',
  'each',
  'setInterval',
]);

/** Requests in loops, also by way of a function of the file (kommo-platform.md §12). */
export function loopFaults(tree: ScriptTree): WidgetFault[] {
  const nodes = nodesOf(tree);
  const asking = askingFunctions(nodes);
  return nodes.flatMap((node) => {
    const asks = (ts.isCallExpression(node) && isRequest(node, asking)) || isHandedOver(node, asking);
    return asks && isRepeated(node)
      ? [scriptFault(tree, node, 'script/call-in-loop', 'a request may not be sent in a loop')]
      : [];
  });
}

function isRequest(call: ts.CallExpression, asking: ReadonlySet<string>): boolean {
  const name = calledName(call);
  // `get` and the like are words of many things; of jQuery they are requests.
  const jquery =
    ts.isPropertyAccessExpression(call.expression) && /^(\$|jQuery)$/.test(call.expression.expression.getText());
  if (/^(get|getJSON|post|ajax)$/.test(name)) return jquery;
  return REQUESTS.has(name) || asking.has(name);
}

/** `views.forEach(load)`: the function is called without a call of ours. */
function isHandedOver(node: ts.Node, asking: ReadonlySet<string>): boolean {
  return (
    ts.isIdentifier(node) &&
    asking.has(node.text) &&
    ts.isCallExpression(node.parent) &&
    node.parent.arguments.includes(node) &&
    ITERATORS.has(calledName(node.parent))
  );
}

/** Functions of the file that send a request, themselves or through others of them. */
function askingFunctions(nodes: readonly ts.Node[]): ReadonlySet<string> {
  const functions = nodes.flatMap(functionAt);
  const asking = new Set<string>();
  for (let before = -1; before !== asking.size;) {
    before = asking.size;
    for (const { name, node } of functions) {
      if (nodesOf(node).some((inner) => ts.isCallExpression(inner) && isRequest(inner, asking))) asking.add(name);
    }
  }
  return asking;
}

function functionAt(node: ts.Node): { name: string; node: ts.Node }[] {
  if (ts.isFunctionDeclaration(node) && node.name !== undefined) return [{ name: node.name.text, node }];
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name)) return [];
  const { initializer } = node;
  const isFunction =
    initializer !== undefined && (ts.isFunctionExpression(initializer) || ts.isArrowFunction(initializer));
  return isFunction ? [{ name: node.name.text, node: initializer }] : [];
}

function isRepeated(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isIterationStatement(at, false)) return true;
    const { parent } = at;
    if (
      ts.isCallExpression(parent) &&
      ITERATORS.has(calledName(parent)) &&
      parent.arguments.some((each) => each === at)
    ) {
      return true;
    }
  }
  return false;
}
