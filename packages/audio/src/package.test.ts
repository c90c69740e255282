import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Package = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
};

const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
  readFileSync(join(__dirname, '..', 'package.json'), 'utf8'),
) as Package;

/** What a person who installs the package gets without asking: nothing that decodes, and nothing native. */
test('an install brings the core, a transform and a reader of JSON, and nothing else', () => {
  expect(Object.keys(dependencies).sort()).toEqual(['@siamese/core', 'fft.js', 'valibot']);
  const asked = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  expect(asked).toEqual(['@tensorflow/tfjs']);
});

test('whatever else the source imports is an optional peer, and is loaded when it is met', () => {
  const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?!.*\.(test|testing)\.ts$).*\.ts$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(50);
  for (const name of sources) {
    const text = readFileSync(join(__dirname, name), 'utf8');
    const packages = (how: RegExp) =>
      [...text.matchAll(how)]
        .map(([, path]) => /^(@[^/]+\/)?[^/]+/.exec(path!)![0])
        .filter((path) => !/^[.#]|^node:/.test(path));
    const always = packages(/^(?:import|export)(?! type)[^;]*? from '([^']+)'/gm);
    const unknown = always.filter((one) => !(one in dependencies) && one !== '@tensorflow/tfjs');
    expect([name, ...unknown]).toEqual([name]);
    const late = packages(/\bimport\('([^']+)'\)/g);
    const undeclared = late.filter((one) => !(one in dependencies) && peerDependenciesMeta[one]?.optional !== true);
    expect([name, ...undeclared]).toEqual([name]);
  }
});
