import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { escapeMarkup } from '../common/markup.ts';

/** Each panel's own script and styles. */
export type PanelName = 'map' | 'trace' | 'matrix' | 'twoSets' | 'evaluation' | 'training' | 'lessons';

/** The page of a webview: one script, its styles, the translations, and a policy that lets nothing else in. */
export function pageFor(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  script: PanelName,
  title: string,
): string {
  const nonce = randomBytes(16).toString('base64');
  const uri = (...path: string[]) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeMarkup(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${uri('media', 'common.css')}">
<link rel="stylesheet" href="${uri('media', `${script}.css`)}">
<title>${escapeMarkup(title)}</title>
</head>
<body data-vscode-context="{&quot;preventDefaultContextMenuItems&quot;: true}">
<main id="app"></main>
<script type="application/json" id="l10n">${jsonForScript(vscode.l10n.bundle ?? {})}</script>
<script nonce="${nonce}" src="${uri('dist', 'webview', `${script}.js`)}"></script>
</body>
</html>`;
}

/** What every panel's webview may do: run our script, read our own files. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  const roots = ['dist/webview', 'media'].map((path) => vscode.Uri.joinPath(extensionUri, path));
  return { enableScripts: true, localResourceRoots: roots };
}

/** JSON that cannot end the script element that it stands in. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
