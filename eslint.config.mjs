import js from '@eslint/js';
import ts from 'typescript-eslint';

/** Which folder may know what: the rule that keeps the house as DESIGN draws it. */
const wall = (files, patterns, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
});

export default ts.config(
  {
    ignores: [
      'dist',
      'out',
      'node_modules',
      '.vscode-test',
      // AssemblyScript has a compiler of its own, which also checks it.
      'src/engine/kernels/assembly',
      'src/engine/kernels/compiled.ts',
    ],
  },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    ...ts.configs.disableTypeChecked,
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        Buffer: 'readonly',
        document: 'readonly',
        NodeFilter: 'readonly',
        exports: 'writable',
      },
    },
  },
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
  wall(
    ['src/engine/**'],
    ['vscode', '**/editor/**', '**/panels/**', '**/webview/**'],
    'The engine stands alone: it knows neither VS Code nor the webviews.',
  ),
  wall(
    ['src/protocol/**', 'src/common/**'],
    ['vscode', 'node:*', '**/engine/**', '**/editor/**', '**/panels/**', '**/webview/**'],
    'What all worlds share imports none of them.',
  ),
  wall(
    ['src/webview/**'],
    ['vscode', 'node:*', '**/engine/**', '**/editor/**', '**/panels/**'],
    'A webview knows only the protocol and what is common.',
  ),
  wall(
    ['src/editor/**', 'src/panels/**'],
    ['**/webview/**', '**/engine/*/**', '@tensorflow/*', 'umap-js'],
    'The editor side holds handles; it asks the engine through its client.',
  ),
);
