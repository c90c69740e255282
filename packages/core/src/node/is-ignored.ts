/** Names that systems leave in folders of pictures and recordings; nobody meant them. */
const system = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', '__macosx', 'icon\r', '@eadir', '$recycle.bin']);

/** Whether a file or folder is hidden or the system's own. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || system.has(name.toLowerCase());
}
