/** What is looked at. The number in a comment is the section of kommo-platform.md that asks for it. */
export const LINT_RULES = [
  // §11.1
  'archive/unreadable',
  'archive/top-folder',
  'archive/missing-file',
  'archive/unused-file',
  'text/not-utf8',
  'text/byte-order-mark',
  'text/line-ends',
  'image/not-png',
  'image/size',
  'image/weight',
  'image/animated',
  // §11.2
  'manifest/not-json',
  'manifest/keys',
  'manifest/version',
  'manifest/support',
  'manifest/settings',
  'manifest/conditional',
  'locale/not-json',
  'locale/language',
  'locale/file',
  'locale/keys',
  'locale/empty-text',
  'locale/unknown-key',
  'locale/unused-key',
  'locale/length',
  'locale/name',
  // §11.3, §11.4
  'location/unknown',
  'location/unused',
  'location/undeclared',
  'script/syntax',
  'script/not-amd',
  'script/trio',
  // §12
  'script/forbidden-call',
  'script/console',
  'script/synchronous',
  'script/script-element',
  'script/call-in-loop',
  'script/writes-app',
  'script/undocumented-global',
  'script/commented-out-code',
  'script/foreign-address',
  'script/unreadable-line',
  'script/secret',
  'style/selector',
  'style/foreign-address',
  'style/overlay',
] as const;
export type LintRule = (typeof LINT_RULES)[number];

export interface WidgetFault {
  readonly rule: LintRule;
  /** In the archive, with the line where there is one: `script.js:12`. */
  readonly where: string;
  readonly text: string;
}

export function fault(rule: LintRule, where: string, text: string): WidgetFault {
  return { rule, where, text };
}
