/** Names that Windows keeps for devices. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const longest = 60;

/**
 * Makes names of folders of labels, whatever those hold: letters and digits of every script stay, the rest becomes `-`. No two
 * labels get one name, also where capitals and composed letters make no difference.
 */
export function folderNames(): (label: string) => string {
  const taken = new Set<string>();
  return (label) => {
    // No dot in front: neither a folder above nor one that is hidden.
    const plain = [...label.normalize('NFC').replaceAll(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')].slice(0, longest).join('');
    const sound = plain.replace(/^\.+/, '-').replace(/\.+$/, '-');
    const name = sound === '' || device.test(sound) ? `-${sound}` : sound;
    for (let n = 1; ; n++) {
      const free = n === 1 ? name : `${name}-${n}`;
      const key = free.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return free;
    }
  };
}
