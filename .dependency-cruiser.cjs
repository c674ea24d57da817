/**
 * The one-way rule of the layers (docs/decisions/0001-one-way-layers.md) as a check:
 *
 *     shaders -> gpu -> network -> insight -> session -> elements -> app
 *                base, math, io, i18n (leaves)
 *
 * "a -> b" reads "a is used by b". Change this picture and the rules together.
 */

/** Layers from the lowest to the highest. */
const LAYERS = ['gpu', 'network', 'insight', 'session', 'elements', 'app'];
/** What each leaf may import of the other leaves. */
const LEAVES = { base: [], math: ['base'], io: ['base', 'math'], i18n: ['base'] };
/** The messages are for those who talk to a person. */
const TALKERS = ['session', 'elements', 'app'];

const folder = (...names) => `^src/(${names.join('|')})/`;
const everything = [...LAYERS, ...Object.keys(LEAVES)];
const npmPackage = (name) => `(^|/)${name}(/|$)`;
const TESTS = '(\\.test\\.ts$|^src/[^/]+/(checks|testing)/)';
/** The face of the kernel checks, which a person may run in the page, and all that it may draw in. */
const CHECKS_FACE = '^src/gpu/checks/index\\.ts$';
const CHECKS_IN_PAGE = '^src/gpu/checks/(?!.*(\\.test|-main)\\.ts$)';

/** No layer imports a higher one. */
const layerRules = LAYERS.slice(0, -1).map((layer, index) => ({
  name: `no-higher-layer-than-${layer}`,
  severity: 'error',
  from: { path: folder(layer) },
  to: { path: folder(...LAYERS.slice(index + 1)) },
}));

/** A leaf imports only the leaves named above. */
const leafRules = Object.entries(LEAVES).map(([leaf, allowed]) => ({
  name: `${leaf}-is-a-leaf`,
  severity: 'error',
  from: { path: folder(leaf) },
  to: { path: folder(...everything.filter((name) => name !== leaf && !allowed.includes(name))) },
}));

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...layerRules,
    ...leafRules,
    {
      name: 'messages-only-for-talkers',
      severity: 'error',
      from: { path: '^src/', pathNot: folder('i18n', ...TALKERS) },
      to: { path: folder('i18n') },
    },
    {
      name: 'only-through-the-face',
      comment: "A folder's index.ts is its public face; its other files are its own business.",
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: TESTS },
      to: {
        path: '^src/[^/]+/',
        pathNot: [
          '^src/$1/',
          '^src/[^/]+/index\\.ts$',
          '^src/math/reference/index\\.ts$',
          // Faces of their own, so that the first load does without them.
          '^src/(math|session|elements)/(labs?|dream)/index\\.ts$',
        ],
      },
    },
    {
      name: 'no-test-code-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { path: TESTS, pathNot: CHECKS_FACE },
    },
    {
      name: 'checks-only-through-gpu',
      comment: 'Who wants to run the kernel checks asks the face of gpu for them.',
      severity: 'error',
      from: { path: '^src/', pathNot: [TESTS, '^src/gpu/index\\.ts$'] },
      to: { path: CHECKS_FACE },
    },
    {
      name: 'checks-only-when-asked-for',
      comment: 'The kernel checks are no part of the first load: gpu imports them dynamically.',
      severity: 'error',
      from: { path: '^src/gpu/index\\.ts$' },
      to: { path: CHECKS_FACE, dynamic: false, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'checks-run-in-the-page',
      comment:
        'What the page may run has no test helpers, no Node modules and no development packages.',
      severity: 'error',
      from: { path: CHECKS_IN_PAGE },
      to: { path: '(\\.test\\.ts$|^src/[^/]+/testing/)' },
    },
    {
      name: 'checks-run-in-the-page',
      severity: 'error',
      from: { path: CHECKS_IN_PAGE },
      to: { dependencyTypes: ['core', 'npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'lit-only-in-elements-and-app',
      severity: 'error',
      from: { path: '^src/', pathNot: folder('elements', 'app') },
      to: { path: npmPackage('(lit|lit-html|lit-element|@lit/[^/]+)') },
    },
    {
      name: 'signals-only-in-base-signal',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/base/signal\\.ts$' },
      to: { path: npmPackage('@preact/signals-core') },
    },
    {
      name: 'shaders-only-in-gpu',
      severity: 'error',
      from: { path: '^src/', pathNot: folder('gpu') },
      to: { path: ['\\.wgsl', npmPackage('wgsl-preprocessor')] },
    },
    {
      name: 'no-node-in-the-page',
      comment: 'The page has no Node modules; tests and checks have.',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-development-packages',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: { path: '^src/', pathNot: TESTS },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
