import js from '@eslint/js';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist/', 'node_modules/', '.courier/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...ts.configs.strictTypeChecked, ...ts.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
    },
  },
  {
    files: ['src/workflows/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'fetch', 'process', 'Buffer', 'setInterval', 'setTimeout'],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='setHandler'] > :function[async=true]",
          message: 'Handlers change memory only; the loops do all awaiting.',
        },
      ],
    },
  },
  {
    // Runs in Kommo's page, as it is.
    files: ['src/widget/archive/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        ['define', 'document', 'window', 'URL', 'URLSearchParams', 'setTimeout', 'clearTimeout'].map((name) => [
          name,
          'readonly',
        ]),
      ),
    },
  },
  {
    files: ['examples/**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(['AbortSignal', 'Buffer', 'URL', 'fetch'].map((name) => [name, 'readonly'])),
    },
  },
  {
    // Runs in a browser, as it is.
    files: ['examples/**/page/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...['document', 'navigator', 'location', 'fetch', 'EventSource', 'ResizeObserver', 'URL', 'URLSearchParams'],
          ...['setTimeout', 'clearTimeout'],
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable', require: 'readonly' } },
  },
);
