import { buildWidget } from '../../src/widget/build';
import { logoSvg } from '../../src/widget/images/logos';
import { pngOf } from '../../src/widget/images/png';
import { LINT_RULES, type LintRule, lintWidget } from '../../src/widget/lint';
import { type AlteredFiles, alteredArchive } from './altered-archive';

type Case = readonly [rule: LintRule, what: string, change: (files: AlteredFiles) => void];

/** A PNG with a chunk of animations after its header. */
function moving(png: Uint8Array): Uint8Array {
  const chunk = [0, 0, 0, 8, ...Buffer.from('acTL'), 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
  return Uint8Array.from([...png.slice(0, 33), ...chunk, ...png.slice(33)]);
}

const CASES: readonly Case[] = [
  [
    'archive/top-folder',
    'a folder around everything',
    (files) => {
      files.files = Object.fromEntries(Object.entries(files.files).map(([name, bytes]) => [`widget/${name}`, bytes]));
    },
  ],
  ['archive/missing-file', 'no script', (files) => files.remove('script.js')],
  ['archive/missing-file', 'no manifest', (files) => files.remove('manifest.json')],
  ['archive/missing-file', 'a logo less', (files) => files.remove('images/logo_dp.png')],
  ['archive/missing-file', 'a slide less', (files) => files.remove('images/tour_ticks.png')],
  ['archive/unused-file', 'a file of an archiver', (files) => files.write('__MACOSX/x', '')],
  ['archive/unused-file', 'a picture that nothing shows', (files) => files.write('images/more.png', new Uint8Array(9))],
  ['archive/unused-file', 'a language that is not declared', (files) => files.write('i18n/tr.json', '{}')],
  ['archive/unused-file', 'a template that is not rendered', (files) => files.write('templates/old.twig', 'x')],
  ['text/not-utf8', 'Latin 1', (files) => files.write('style.css', Uint8Array.from([0x2f, 0x2a, 0xe9, 0x2a, 0x2f]))],
  [
    'text/byte-order-mark',
    'an editor of Windows',
    (files) => files.write('i18n/en.json', `\uFEFF${files.text('i18n/en.json')}`),
  ],
  ['text/line-ends', 'CRLF', (files) => files.write('style.css', files.text('style.css').replaceAll('\n', '\r\n'))],
  ['image/not-png', 'a GIF by another name', (files) => files.write('images/logo.png', 'GIF89a')],
  ['image/size', 'a pixel too many', (files) => files.write('images/logo.png', pngOf(logoSvg(131, 100)))],
  [
    'image/weight',
    'more than 300 KB',
    (files) => {
      files.write(
        'images/logo.png',
        Uint8Array.from([...files.bytes('images/logo.png'), ...new Uint8Array(300 * 1_024)]),
      );
    },
  ],
  [
    'image/animated',
    'a PNG that moves',
    (files) => files.write('images/logo.png', moving(files.bytes('images/logo.png'))),
  ],

  ['manifest/not-json', 'a comma too many', (files) => files.replace('manifest.json', '{', '{,')],
  ['manifest/keys', 'an old key', (files) => files.edit('manifest.json', ({ widget }) => (widget.secret_key = 'x'))],
  ['manifest/keys', 'a key less', (files) => files.edit('manifest.json', ({ widget }) => delete widget.locale)],
  [
    'manifest/keys',
    'a number as text',
    (files) => files.edit('manifest.json', ({ widget }) => (widget.interface_version = '2')),
  ],
  ['manifest/version', 'a word', (files) => files.edit('manifest.json', ({ widget }) => (widget.version = 'latest'))],
  ['manifest/support', 'nobody to ask', (files) => files.edit('manifest.json', ({ widget }) => (widget.support = {}))],
  [
    'manifest/support',
    'no address',
    (files) => files.edit('manifest.json', ({ widget }) => (widget.support = { link: 'help' })),
  ],
  ['manifest/settings', 'none', (files) => files.edit('manifest.json', (json) => (json.settings = {}))],
  [
    'manifest/settings',
    'two custom fields',
    (files) => files.edit('manifest.json', ({ settings }) => (settings.more = settings.config)),
  ],
  [
    'manifest/settings',
    'a password in the browser',
    (files) =>
      files.edit(
        'manifest.json',
        ({ settings }) => (settings.token = { name: 'settings.config', type: 'pass', required: true }),
      ),
  ],
  [
    'manifest/conditional',
    'advanced settings without a title',
    (files) => files.edit('manifest.json', (json) => delete json.advanced),
  ],
  [
    'manifest/conditional',
    'triggers without the location',
    (files) => files.edit('manifest.json', (json) => (json.dp = {})),
  ],
  [
    'manifest/conditional',
    'slides in two of three languages',
    (files) => files.edit('manifest.json', ({ tour }) => delete (tour.tour_images as { pt?: unknown }).pt),
  ],

  ['locale/not-json', 'no JSON', (files) => files.write('i18n/es.json', 'hola')],
  [
    'locale/language',
    'a language that Kommo has not',
    (files) => files.edit('manifest.json', ({ widget }) => (widget.locale = ['en', 'es', 'pt', 'de'])),
  ],
  ['locale/file', 'a language without texts', (files) => files.remove('i18n/es.json')],
  [
    'locale/keys',
    'a text less',
    (files) => files.edit('i18n/pt.json', (json) => delete (json.ui as { again?: string }).again),
  ],
  ['locale/keys', 'a text more', (files) => files.edit('i18n/pt.json', ({ widget }) => (widget.extra = 'oi'))],
  [
    'locale/empty-text',
    'an empty text',
    (files) => files.edit('i18n/es.json', ({ widget }) => (widget.short_description = ' ')),
  ],
  [
    'locale/empty-text',
    'a gap that nobody filled',
    (files) => files.edit('i18n/es.json', ({ widget }) => (widget.name = '{{name}}')),
  ],
  [
    'locale/unknown-key',
    'a title of nothing',
    (files) => files.edit('manifest.json', (json) => (json.advanced = { title: 'advanced.heading' })),
  ],
  [
    'locale/unused-key',
    'a text that nothing shows',
    (files) => files.replace('script.js', /texts\(\)\.again/, "'Again'"),
  ],
  [
    'locale/length',
    'a long name',
    (files) => files.edit('i18n/en.json', ({ widget }) => (widget.name = 'Courier for every messenger there is')),
  ],
  [
    'locale/length',
    'a long word',
    (files) => files.edit('i18n/en.json', ({ widget }) => (widget.name = 'Messengerconnections')),
  ],
  [
    'locale/length',
    'a long description',
    (files) => files.edit('i18n/en.json', ({ widget }) => (widget.description = 'word '.repeat(90))),
  ],
  [
    'locale/name',
    'Kommo in the name',
    (files) => files.edit('i18n/en.json', ({ widget }) => (widget.name = 'Kommo Courier')),
  ],

  [
    'location/unknown',
    'a place that is not there',
    (files) => files.edit('manifest.json', ({ locations }) => locations.push('moon')),
  ],
  [
    'location/unknown',
    'a panel where there is none',
    (files) => files.edit('manifest.json', ({ locations }) => (locations[0] = 'settings-1')),
  ],
  [
    'location/unused',
    'a list that nothing happens in',
    (files) => files.edit('manifest.json', ({ locations }) => locations.push('llist-0')),
  ],
  [
    'location/unused',
    'a callback that only says yes',
    (files) =>
      files.replace(
        'script.js',
        /onAddAsSource: function \(pipelineId\) \{[^]*?\n {6}\},/,
        'onAddAsSource: function () {\n        return true;\n      },',
      ),
  ],
  [
    'location/undeclared',
    'a callback that nobody calls',
    (files) => files.edit('manifest.json', (json) => (json.locations = ['settings', 'advanced_settings'])),
  ],
  ['script/syntax', 'a bracket less', (files) => files.write('script.js', files.text('script.js').replace('});', '}'))],
  ['script/not-amd', 'no define', (files) => files.replace('script.js', 'define([', 'require([')],
  [
    'script/not-amd',
    'something beside it',
    (files) => files.write('script.js', `${files.text('script.js')}\nvar more = 1;\n`),
  ],
  [
    'script/trio',
    'init that says nothing',
    (files) => files.replace('script.js', /init: function \(\) \{\s+return true;/, 'init: function () {'),
  ],

  ['script/forbidden-call', 'eval', (files) => files.insertCode("eval('1');")],
  ['script/forbidden-call', 'eval by another way', (files) => files.insertCode("window.eval('1');")],
  ['script/forbidden-call', 'new Function', (files) => files.insertCode("new Function('return 1');")],
  ['script/forbidden-call', 'alert', (files) => files.insertCode("alert('hi');")],
  ['script/forbidden-call', 'confirm', (files) => files.insertCode("window.confirm('sure?');")],
  ['script/forbidden-call', 'document.write', (files) => files.insertCode("document.write('x');")],
  ['script/forbidden-call', 'a timer with a text', (files) => files.insertCode("setTimeout('x()', 1);")],
  ['script/forbidden-call', 'debugger', (files) => files.insertCode('debugger;')],
  ['script/console', 'console.log', (files) => files.insertCode("console.log('here');")],
  [
    'script/console',
    'console.debug in a catch',
    (files) => files.insertCode('try { $.noop(); } catch (error) { console.debug(error); }'),
  ],
  ['script/console', 'console.trace without a failure', (files) => files.insertCode("console.trace('here');")],
  ['script/synchronous', 'of jQuery', (files) => files.insertCode("$.ajax({ url: '/x', async: false });")],
  [
    'script/synchronous',
    'of the browser',
    (files) => files.insertCode("new XMLHttpRequest().open('GET', '/x', false);"),
  ],
  ['script/script-element', 'made', (files) => files.insertCode("document.createElement('script');")],
  ['script/script-element', 'as HTML', (files) => files.insertCode("$('body').append('<script src=x>');")],
  ['script/script-element', 'by jQuery', (files) => files.insertCode("$.getScript('/x.js');")],
  ['script/script-element', 'imported', (files) => files.insertCode("import('/x.js');")],
  [
    'script/call-in-loop',
    'for',
    (files) => files.insertCode("for (let i = 0; i < 3; i += 1) self.$authorizedAjax({ url: '/x' });"),
  ],
  ['script/call-in-loop', 'while', (files) => files.insertCode("while (views.length > 0) self.crm_post('/x', {});")],
  ['script/call-in-loop', 'forEach', (files) => files.insertCode("views.forEach((view) => $.post('/x', view));")],
  ['script/call-in-loop', 'by way of a function', (files) => files.insertCode('views.forEach(load);')],
  [
    'script/call-in-loop',
    'again and again',
    (files) => files.insertCode('setInterval(() => askSession(views[0]), 1000);'),
  ],
  ['script/writes-app', 'a property', (files) => files.insertCode('APP.data.current = null;')],
  ['script/writes-app', 'by way of window', (files) => files.insertCode('window.APP.lang_id = "en";')],
  ['script/writes-app', 'by copying', (files) => files.insertCode('Object.assign(APP, { x: 1 });')],
  ['script/undocumented-global', 'something of Kommo’s page', (files) => files.insertCode('yadroBackbone.trigger();')],
  ['script/undocumented-global', 'one of its own', (files) => files.insertCode('window.courier = self;')],
  ['script/commented-out-code', 'a line', (files) => files.insertCode('// views.push(view);')],
  [
    'script/commented-out-code',
    'a block',
    (files) => files.insertCode('/* old way:\n     const view = views[0];\n    */'),
  ],
  [
    'script/foreign-address',
    'a third address',
    (files) => files.insertCode("$('body').load('https://cdn.example.net/x');"),
  ],
  [
    'script/foreign-address',
    'without a protocol',
    (files) => files.insertCode("$('body').load('//cdn.example.net/x');"),
  ],
  ['script/unreadable-line', 'a minified line', (files) => files.insertCode(`const packed = [${'1,'.repeat(200)}];`)],
  ['script/secret', 'a key in the browser', (files) => files.insertCode("const client_secret = 'x';")],

  ['style/selector', 'a tag', (files) => files.appendStyle('p { margin: 0; }')],
  ['style/selector', 'a class of Kommo’s', (files) => files.appendStyle('.courier-widget .modal-body { margin: 0; }')],
  ['style/selector', 'one of two', (files) => files.appendStyle('.courier-widget__text, .button { margin: 0; }')],
  ['style/selector', 'a prefix that only looks alike', (files) => files.appendStyle('.courier-widgets { margin: 0; }')],
  ['style/selector', 'within @media', (files) => files.appendStyle('@media (width > 1px) { a { margin: 0; } }')],
  [
    'style/selector',
    'an animation with a common name',
    (files) => files.appendStyle('@keyframes turn { to { top: 0; } }'),
  ],
  ['style/foreign-address', 'a font', (files) => files.appendStyle("@import url('https://fonts.example.net/x.css');")],
  [
    'style/foreign-address',
    'a picture',
    (files) => files.appendStyle('.courier-widget { background: url(//cdn.example.net/x.png); }'),
  ],
  ['style/overlay', 'a layer over everything', (files) => files.appendStyle('.courier-widget { position: fixed; }')],
];

describe('the linter', () => {
  it.each(['private', 'public'] as const)('has nothing to say about the real archive (%s)', async (audience) => {
    expect(lintWidget(await buildWidget({ url: 'https://courier.example.com', audience }))).toEqual([]);
  });

  it('has nothing to say about one for this machine', async () => {
    expect(lintWidget(await buildWidget({ url: 'http://127.0.0.1:8080' }))).toEqual([]);
  });

  it.each(CASES)('%s: %s', async (rule, _, change) => {
    const faults = lintWidget(await alteredArchive(change));
    expect(faults.map((fault) => fault.rule)).toContain(rule);
  });

  it('archive/unreadable: no zip', () => {
    expect(lintWidget(Buffer.from('not a zip')).map(({ rule }) => rule)).toEqual(['archive/unreadable']);
  });

  it('finds nothing but what is broken', async () => {
    const zip = await alteredArchive((files) => files.insertCode("alert('hi');"));
    expect(lintWidget(zip)).toEqual([
      {
        rule: 'script/forbidden-call',
        where: expect.stringMatching(/^script\.js:\d+$/) as string,
        text: 'alert is not allowed',
      },
    ]);
  });

  it('takes sentences in comments for sentences', async () => {
    const zip = await alteredArchive((files) => {
      files.insertCode('// It is over; nobody asks again (see above).');
      files.insertCode('/* Returns true, or a promise; `views` stays as it is. */');
      files.insertCode('self.on_failure = (asked) => asked.catch((error) => console.trace(error));');
    });
    expect(lintWidget(zip)).toEqual([]);
  });

  it('has a case for each rule', () => {
    const tried = new Set<LintRule>([...CASES.map(([rule]) => rule), 'archive/unreadable']);
    expect(LINT_RULES.filter((rule) => !tried.has(rule))).toEqual([]);
  });
});
