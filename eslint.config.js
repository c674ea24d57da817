/** ESLint: types taken seriously, Lit templates, and the parts of the house style a tool can see. */
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', 'src/*/testing/**', 'src/*/checks/**', 'e2e/**', 'bench/**'];

/** The shader files have one importer (docs/decisions/0001-one-way-layers.md). */
const noGlob = {
  selector: "MemberExpression[property.name='glob'][object.type='MetaProperty']",
  message: 'Only src/gpu may glob files: it is the one importer of shaders.',
};
const noWebGpu = [
  {
    selector: 'Identifier[name=/^GPU[A-Z]/]',
    message: 'This layer does not know WebGPU; ask the gpu layer.',
  },
  {
    selector: "MemberExpression[object.name='navigator'][property.name='gpu']",
    message: 'This layer does not know WebGPU; ask the gpu layer.',
  },
];
const DOM = ['document', 'window', 'customElements', 'HTMLElement', 'HTMLCanvasElement', 'Element'];
const noDom = DOM.map((name) => ({ name, message: 'This layer does not know the page.' }));

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'weights/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': ['error', noGlob],
    },
  },
  {
    files: ['src/gpu/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/{base,math,io,i18n}/**/*.ts', 'src/{session,elements}/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noGlob, ...noWebGpu] },
  },
  {
    files: ['src/{base,math,io,network,insight}/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...noDom] },
  },
  {
    files: ['src/{elements,app}/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    rules: {
      'lit/no-native-attributes': 'error',
      'lit/no-private-properties': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/prefer-nothing': 'error',
      'lit/quoted-expressions': 'error',
    },
  },
  {
    files: TESTS,
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'max-lines': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['{scripts,bench}/**/*.mjs', '*.js', '*.cjs'],
    languageOptions: {
      globals: {
        URL: 'readonly',
        console: 'readonly',
        process: 'readonly',
        performance: 'readonly',
        module: 'writable',
      },
    },
    rules: { 'no-console': 'off' },
  },
);
