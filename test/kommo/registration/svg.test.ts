import { svgFaults } from '../../../src/kommo/registration/svg';
import { ICON } from './requests';

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';
const svg = (inside: string, attributes = 'width="14" height="14"'): string =>
  `<svg ${XMLNS} ${attributes}>${inside}</svg>`;
const keys = (source: string): string[] => svgFaults(source).map(({ key }) => key);

describe('an icon', () => {
  it.each<[string, string]>([
    ['by hand', ICON],
    ['with a byte order mark', `\uFEFF${ICON}`],
    ['in pixels', svg('', 'width="14px" height="14.0px"')],
    ['by its viewBox', svg('', 'viewBox="0 0 14 14"')],
    ['in 14 pixels of a finer grid', svg('', 'width="14" height="14" viewBox="0,0,24,24"')],
    ['with a prefix', `<s:svg xmlns:s="http://www.w3.org/2000/svg" width="14" height="14"><s:circle r="7"/></s:svg>`],
    ['with styles', svg('<style><![CDATA[.a{fill:url(#b)}]]></style><path class="a" style="fill: #fff"/>')],
    ['with its own parts used again', svg('<g id="a"/><use href="#a"/><use xlink:href="#a"/>')],
    ['with a title and entities', svg('<title>Fish &amp; chips &#x41;</title>')],
  ])('%s fits', (_how, source) => {
    expect(svgFaults(source)).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['not at all', 'PNG', 'svgUnreadable'],
    ['with a tag left open', `<svg ${XMLNS} width="14" height="14"><g></svg>`, 'svgUnreadable'],
    ['with two roots', svg('') + svg(''), 'svgUnreadable'],
    ['with an unknown entity', svg('<title>&xxe;</title>'), 'svgUnreadable'],
    ['with an attribute twice', svg('<use href="#a" HREF="http://x"/>'), 'svgUnreadable'],
    ['with quotes left out', svg('<path d=M0/>'), 'svgUnreadable'],
    ['of HTML', '<html><svg/></html>', 'svgRoot'],
    ['without its namespace', '<svg width="14" height="14"/>', 'svgRoot'],
    ['without a size', svg('', ''), 'svgSize'],
    ['of another size', svg('', 'width="16" height="16"'), 'svgSize'],
    ['of another size by its viewBox', svg('', 'viewBox="0 0 24 24"'), 'svgSize'],
    ['with half a size', svg('', 'width="14"'), 'svgSize'],
    ['in percent', svg('', 'width="100%" height="100%"'), 'svgSize'],
    ['that is not square', svg('', 'width="14" height="14" viewBox="0 0 14 12"'), 'svgNotSquare'],
    ['with a script', svg('<script>alert(1)</script>'), 'svgElement'],
    ['with a script under a prefix', svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), 'svgElement'],
    ['with HTML in it', svg('<foreignObject></foreignObject>'), 'svgElement'],
    ['with an event', svg('<path ONLOAD="alert(1)"/>'), 'svgEvent'],
    ['with a link', svg('<a href="&#x68;ttp://example.com"/>'), 'svgOutside'],
    ['with a javascript link', svg('<a xlink:href=" javascript:alert(1)"/>'), 'svgOutside'],
    ['with an outside fill', svg(`<path fill="url( 'http://example.com#a')"/>`), 'svgOutside'],
    ['with an import', svg('<style>@import "x.css";</style>'), 'svgOutside'],
    ['with an outside style', svg('<path style="fill:url(//example.com/a)"/>'), 'svgOutside'],
    ['with a hidden url', svg('<style>a{fill:u\\72l(x)}</style>'), 'svgOutside'],
    ['with a style sheet', `<?xml-stylesheet href="x.css"?>${svg('')}`, 'svgInstruction'],
    ['with a DOCTYPE', `<!DOCTYPE svg [<!ENTITY a "b">]>${svg('')}`, 'svgInstruction'],
    ['of more than 100 KB', svg(`<desc>${'x'.repeat(100 * 1_024)}</desc>`), 'svgTooLarge'],
  ])('%s does not', (_how, source, key) => {
    expect(keys(source)).toEqual([key]);
  });

  it('is told all that is wrong with it, each once', () => {
    const source = svg(
      '<script/><script/><image href="http://x"/><path onclick="a" onload="b"/>',
      'width="20" height="20"',
    );
    expect(svgFaults(source)).toEqual([
      { key: 'svgSize', what: '20×20' },
      { key: 'svgElement', what: '<script>' },
      { key: 'svgElement', what: '<image>' },
      { key: 'svgOutside', what: 'href' },
      { key: 'svgEvent', what: 'onclick' },
      { key: 'svgEvent', what: 'onload' },
    ]);
  });

  it('is judged quickly, however it is made', () => {
    const began = performance.now();
    for (const piece of [' ', '<g ', '<g a="" ', '<!--', '&', '<![CDATA['])
      svgFaults(svg(piece.repeat(100_000 / piece.length)));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
