import { LOGOS } from '../images/logos';
import { fileFaults, readArchive, topFolderFaults, type Files } from './archive';
import { fault, type WidgetFault } from './fault';
import { imageFaults } from './images';
import { fileOf, localeFaults } from './locales';
import { type LintedManifest, manifestFaults, readManifest, slidesOf } from './manifest';
import { amdFaults, callbackFaults } from './script/callbacks';
import { callFaults } from './script/calls';
import { globalFaults } from './script/globals';
import { loopFaults } from './script/loops';
import { parseScript, syntaxFaults } from './script/parse';
import { wordFaults } from './script/words';
import { styleFaults } from './styles';
import { textFaults, textOf } from './text-files';

export { LINT_RULES, type LintRule, type WidgetFault } from './fault';

/** What Kommo's check of an archive and its moderation would complain about, as far as a program can tell. */
export function lintWidget(zip: Uint8Array): WidgetFault[] {
  const files = readArchive(zip);
  if (files === undefined) return [fault('archive/unreadable', 'widget.zip', 'it is no zip archive')];
  const around = topFolderFaults(files);
  if (around.length > 0) return around;
  const { manifest, faults } = readManifest(files);
  return [
    ...faults,
    ...textFaults(files),
    ...styleFaults(textOf(files, 'style.css')),
    ...(manifest === undefined ? [] : contentFaults(files, manifest)),
    ...fileFaults(files, usedFiles(manifest, files), textOf(files, 'script.js')),
  ];
}

function contentFaults(files: Files, manifest: LintedManifest): WidgetFault[] {
  const script = textOf(files, 'script.js');
  return [
    ...manifestFaults(manifest),
    ...localeFaults(files, manifest, script),
    ...imageFaults(files, slidesOf(manifest)),
    ...(files.has('script.js') ? scriptFaults(script, manifest) : []),
  ];
}

function scriptFaults(script: string, manifest: LintedManifest): WidgetFault[] {
  const broken = syntaxFaults(script);
  if (broken.length > 0) return broken;
  const tree = parseScript(script);
  return [
    ...amdFaults(tree),
    ...callbackFaults(tree, manifest),
    ...callFaults(tree),
    ...loopFaults(tree),
    ...globalFaults(tree),
    ...wordFaults(tree, manifest),
  ];
}

/** Without a manifest that can be read, nothing can be called unused but what has no place in any archive. */
function usedFiles(manifest: LintedManifest | undefined, files: Files): ReadonlySet<string> {
  if (manifest === undefined) return new Set([...files.keys()].filter((name) => /^(images|i18n)\//.test(name)));
  return new Set([...Object.keys(LOGOS), ...slidesOf(manifest), ...manifest.widget.locale.map(fileOf)]);
}
