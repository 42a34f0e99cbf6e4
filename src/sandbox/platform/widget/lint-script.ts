/** Calls that moderation refuses (kommo-platform.md §12); a method of the same name of another object is none. */
const FORBIDDEN: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/(?<![.\w$])(?:window\.)?eval\s*\(/, 'eval'],
  [/\bnew\s+Function\s*\(/, 'new Function'],
  [/(?<![.\w$])(?:window\.)?alert\s*\(/, 'alert'],
  [/(?<![.\w$])(?:window\.)?confirm\s*\(/, 'confirm'],
  [/(?<![.\w$])(?:window\.)?prompt\s*\(/, 'prompt'],
  [/\bconsole\.(?!trace\b)\w+\s*\(/, 'console'],
  [/(?<![.\w$])debugger\b/, 'debugger'],
  [/\basync\s*:\s*(?:false|!1)\b/, 'a synchronous request'],
  [/createElement\(\s*['"`]script['"`]\s*\)/, 'a script element'],
];

/** The callback that a location is about: without it, the location is not used (kommo-platform.md §11.3). */
const CALLBACKS: Readonly<Record<string, string>> = {
  settings: 'settings',
  lead_sources: 'onAddAsSource',
  advanced_settings: 'advancedSettings',
  digital_pipeline: 'dpSettings',
  salesbot_designer: 'salesbotDesignerSettings',
  widget_page: 'initMenuPage',
};

/** What an upload takes and moderation would not. */
export function lintScript(script: string, locations: readonly string[]): string[] {
  const forbidden = FORBIDDEN.filter(([pattern]) => pattern.test(script));
  const unused = locations.filter((location) => {
    const callback = CALLBACKS[location];
    return callback !== undefined && !new RegExp(`\\b${callback}\\b`).test(script);
  });
  return [
    ...forbidden.map(([, name]) => `script.js: ${name} is not allowed in the marketplace`),
    ...unused.map((location) => `locations: ${location} is not used by script.js`),
  ];
}
