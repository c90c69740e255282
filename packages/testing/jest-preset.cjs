/** The jest preset of every package: TypeScript by swc, ONNX Runtime's own typed arrays, no leaked tensor, no console output. */
module.exports = {
  testEnvironment: require.resolve('./environment.cjs'),
  setupFilesAfterEnv: [require.resolve('./setup.cjs')],
  testMatch: ['<rootDir>/src/**/*.test.ts'],
  transform: {
    '\\.[cm]?[jt]s$': [
      require.resolve('@swc/jest'),
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  // These are published as ES modules only, so jest has to compile them; everything else in node_modules is left alone.
  transformIgnorePatterns: [
    '/node_modules/(?!(\\.pnpm/[^/]+/node_modules/)?(pure-rand|@bufbuild/protobuf|umap-js|tinypool|hyparquet|hyparquet-writer|hyparquet-compressors|hysnappy|mpg123-decoder|@wasm-audio-decoders/[^/]+|ogg-opus-decoder|opus-decoder|codec-parser|@eshaz/web-worker|simple-yenc)/)',
  ],
};
