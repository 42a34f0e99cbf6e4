import ts from 'typescript';
import { fault, type WidgetFault } from '../fault';
import type { LintedManifest } from '../manifest';
import { nodesOf, scriptFault, type ScriptTree } from './parse';

const NEEDS = ['advanced', 'dp', 'salesbot_designer', 'left_menu', 'sms', 'mobile'] as const;

type Callback = ts.Node | undefined;
interface Location {
  readonly callbacks: readonly string[];
  /** A key that the manifest then needs. */
  readonly needs?: (typeof NEEDS)[number];
  /** Takes `-1` or `-0`: with or without a place in the right panel. */
  readonly panel?: true;
}

/** kommo-platform.md §11.3. */
const LOCATIONS: Readonly<Record<string, Location>> = {
  lcard: { callbacks: [], panel: true },
  ccard: { callbacks: [], panel: true },
  comcard: { callbacks: [], panel: true },
  llist: { callbacks: ['leads.selected'], panel: true },
  clist: { callbacks: ['contacts.selected'], panel: true },
  tlist: { callbacks: ['todo.selected'], panel: true },
  settings: { callbacks: ['settings', 'onSave'] },
  lead_sources: { callbacks: ['onAddAsSource'] },
  advanced_settings: { callbacks: ['advancedSettings'], needs: 'advanced' },
  digital_pipeline: { callbacks: ['dpSettings'], needs: 'dp' },
  salesbot_designer: {
    callbacks: ['salesbotDesignerSettings', 'onSalesbotDesignerSave'],
    needs: 'salesbot_designer',
  },
  website_chat_button: { callbacks: [] },
  card_sdk: { callbacks: ['loadPreloadedData', 'loadElements', 'linkCard', 'searchDataInCard'] },
  catalogs: { callbacks: ['loadCatalogElement'] },
  widget_page: { callbacks: ['initMenuPage'], needs: 'left_menu' },
  sms: { callbacks: ['onSource'], needs: 'sms' },
  mobile_card: { callbacks: [], needs: 'mobile' },
  ai_agent: { callbacks: [] },
  everywhere: { callbacks: [] },
};
const TRIO = ['render', 'init', 'bind_actions'];
const ANYWHERE = new Set([...TRIO, 'destroy', 'onInstall', 'onSave']);

export function callbackFaults(tree: ScriptTree, manifest: LintedManifest): WidgetFault[] {
  const callbacks = callbacksIn(tree);
  const declared = manifest.locations.flatMap((location) => LOCATIONS[baseOf(location)]?.callbacks ?? []);
  const undeclared = [...callbacks.keys()].filter((name) => !ANYWHERE.has(name) && !declared.includes(name));
  return [
    ...manifest.locations.flatMap((location) => locationFaults(location, callbacks, manifest)),
    ...needlessKeys(manifest).map((key) =>
      fault('manifest/conditional', 'manifest.json', `no location of the widget asks for the key “${key}”`),
    ),
    ...undeclared.map((name) => fault('location/undeclared', 'script.js', `no location calls “${name}”`)),
    ...TRIO.filter((name) => !returnsTrue(callbacks.get(name))).map((name) =>
      fault('script/trio', 'script.js', `“${name}” has to be there and return true`),
    ),
  ];
}

function needlessKeys(manifest: LintedManifest): string[] {
  const wanted = manifest.locations.map((location) => LOCATIONS[baseOf(location)]?.needs);
  return NEEDS.filter((key) => manifest[key] !== undefined && !wanted.includes(key));
}

function baseOf(location: string): string {
  return location.replace(/-[01]$/, '');
}

function locationFaults(
  location: string,
  callbacks: ReadonlyMap<string, Callback>,
  manifest: LintedManifest,
): WidgetFault[] {
  const known = LOCATIONS[baseOf(location)];
  if (known === undefined || (location !== baseOf(location) && known.panel === undefined)) {
    return [fault('location/unknown', 'manifest.json', `Kommo has no location “${location}”`)];
  }
  return [
    ...known.callbacks
      .filter((name) => isEmpty(callbacks.get(name)))
      .map((name) => fault('location/unused', 'manifest.json', `“${location}” needs “${name}” in script.js`)),
    ...(known.needs === undefined || manifest[known.needs] !== undefined
      ? []
      : [fault('manifest/conditional', 'manifest.json', `“${location}” needs the key “${known.needs}”`)]),
  ];
}

/** What is assigned to `….callbacks`, inner objects with their path. */
function callbacksIn(tree: ScriptTree): Map<string, Callback> {
  const assigned = nodesOf(tree).flatMap((node) =>
    ts.isBinaryExpression(node) &&
    ts.isPropertyAccessExpression(node.left) &&
    node.left.name.text === 'callbacks' &&
    ts.isObjectLiteralExpression(node.right)
      ? [node.right]
      : [],
  );
  return new Map(assigned.flatMap((object) => entriesOf(object, '')));
}

function entriesOf(object: ts.ObjectLiteralExpression, path: string): [string, Callback][] {
  return object.properties.flatMap((property): [string, Callback][] => {
    const name = property.name !== undefined && ts.isIdentifier(property.name) ? `${path}${property.name.text}` : '';
    if (ts.isMethodDeclaration(property)) return [[name, property]];
    if (!ts.isPropertyAssignment(property)) return [[name, property]];
    return ts.isObjectLiteralExpression(property.initializer)
      ? entriesOf(property.initializer, `${name}.`)
      : [[name, property.initializer]];
  });
}

function statementsOf(callback: Callback): readonly ts.Statement[] | undefined {
  if (callback === undefined) return undefined;
  const isFunction =
    ts.isFunctionExpression(callback) || ts.isArrowFunction(callback) || ts.isMethodDeclaration(callback);
  return isFunction && callback.body !== undefined && ts.isBlock(callback.body) ? callback.body.statements : undefined;
}

function returnsTrue(callback: Callback): boolean {
  const last = statementsOf(callback)?.at(-1);
  if (last !== undefined) return isReturnTrue(last);
  return callback !== undefined && ts.isArrowFunction(callback) && callback.body.kind === ts.SyntaxKind.TrueKeyword;
}

function isReturnTrue(statement: ts.Statement): boolean {
  return ts.isReturnStatement(statement) && statement.expression?.kind === ts.SyntaxKind.TrueKeyword;
}

/** A callback that only says yes uses its location as little as one that is not there. */
function isEmpty(callback: Callback): boolean {
  return callback === undefined || (statementsOf(callback)?.every(isReturnTrue) ?? false);
}

/** `define([…], function …)` and nothing beside it: dependencies come through `define` only. */
export function amdFaults(tree: ScriptTree): WidgetFault[] {
  const [first, ...others] = tree.statements;
  const call = first !== undefined && ts.isExpressionStatement(first) ? first.expression : undefined;
  const isDefine =
    call !== undefined &&
    ts.isCallExpression(call) &&
    ts.isIdentifier(call.expression) &&
    call.expression.text === 'define' &&
    call.arguments[0] !== undefined &&
    ts.isArrayLiteralExpression(call.arguments[0]);
  if (isDefine && others.length === 0) return [];
  return [scriptFault(tree, first ?? tree, 'script/not-amd', 'the file has to be one define([…], function …)')];
}
