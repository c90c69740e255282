import { createRequire } from 'node:module';

/** The versions a figure depends on: Node's, and those of the packages named, as seen from the file `from`. */
export function versionsOf(packages: readonly string[], from: string): Record<string, string> {
  const require = createRequire(from);
  const versions: Record<string, string> = { node: process.versions.node };
  for (const name of packages) {
    for (const folder of require.resolve.paths(name) ?? []) {
      try {
        versions[name] = (require(`${folder}/${name}/package.json`) as { version: string }).version;
        break;
      } catch {
        // Looked for in the next folder up.
      }
    }
  }
  return versions;
}
