# Bytes of an installed Python package and of all it depends on: `install-size.py torch`.
import importlib.metadata as metadata, re, sys

seen, total, left = set(), 0, [sys.argv[1]]
while left:
    name = re.sub(r'[-_.]+', '-', re.match(r'[\w.-]+', left.pop())[0]).lower()
    if name in seen: continue
    seen.add(name)
    try: found = metadata.distribution(name)
    except metadata.PackageNotFoundError: continue  # for other systems or an extra that nobody asked for
    total += sum(p.stat().st_size for p in map(found.locate_file, found.files or []) if p.is_file())
    left += [line for line in found.requires or [] if 'extra ==' not in line]
print(total)
