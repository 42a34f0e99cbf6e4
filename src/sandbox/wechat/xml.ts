/** What an element holds: a text, a number as its digits, other elements; what is undefined is left out. */
export type XmlValue = string | number | bigint | Xml | undefined;
export interface Xml {
  readonly [name: string]: XmlValue;
}

/** As WeChat writes it: texts in CDATA, numbers plain (wechat.md §2). */
export function writeXml(fields: Xml): string {
  return `<xml>${inner(fields)}</xml>`;
}

function inner(fields: Xml): string {
  return Object.entries(fields)
    .map(([name, value]) => (value === undefined ? '' : `<${name}>${written(value)}</${name}>`))
    .join('\n');
}

function written(value: Exclude<XmlValue, undefined>): string {
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return typeof value === 'object' ? inner(value) : String(value);
}

/** The same for the journal. */
export function shownXml(fields: Xml): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? shownXml(value) : String(value)]];
    }),
  );
}
