/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  transform: {
    // Written as modules only, which Node takes and jest does not.
    '/node_modules/(jose|stream-json|stream-chain)/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(jose|stream-json|stream-chain)/)'],
  testTimeout: 60_000,
  testSequencer: '<rootDir>/test/support/longest-first.js',
  // The longest suites wait most of their time, for outages to pass and dead workers to be noticed; the others need a core each.
  maxWorkers: 3,
};
