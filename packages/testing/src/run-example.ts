/** What an example printed. */
export type ExampleRun = { readonly printed: readonly unknown[][] };

/** The code blocks of a Markdown text in one language, in order. */
export function codeBlocksOf(markdown: string, language = 'ts'): string[] {
  return [...markdown.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'gm'))].map((found) => found[1]!);
}

/**
 * Runs a code block as it stands, only its imports looked up in `modules` (a value, or a function that loads it) and its
 * console replaced by one that keeps what is printed. The block may hold whatever TypeScript and JavaScript have in common.
 *
 * @throws Error if the block imports what `modules` lacks
 */
export async function runExample(block: string, modules: Readonly<Record<string, unknown>>): Promise<ExampleRun> {
  const body = block
    .replaceAll(/^import '([^']+)';/gm, "await load('$1');")
    .replaceAll(/^import \* as (\w+) from '([^']+)';/gm, "const $1 = await load('$2');")
    .replaceAll(/^import (\{[^}]+\}) from '([^']+)';/gm, "const $1 = await load('$2');");
  const load = async (name: string): Promise<unknown> => {
    if (!(name in modules)) throw new Error(`the example imports ${name}`);
    const found = modules[name];
    return typeof found === 'function' ? await found() : found;
  };
  const printed: unknown[][] = [];
  const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as new (
    ...source: string[]
  ) => (load: unknown, console: unknown) => Promise<void>;
  await new AsyncFunction('load', 'console', body)(load, { log: (...values: unknown[]) => void printed.push(values) });
  return { printed };
}
