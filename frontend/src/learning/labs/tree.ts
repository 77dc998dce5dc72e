/** A lab's files as the rows of a tree. */

export interface Row {
  readonly path: string;
  readonly name: string;
  readonly level: number;
  readonly folder: boolean;
  readonly open: boolean;
  /** Which one it is in its folder, from one, and how many there are. */
  readonly at: number;
  readonly of: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

/** The rows one sees while some folders are folded: in each folder the folders first, then the files, by name. */
export function rowsOf(paths: Iterable<string>, folded: { has(path: string): boolean }): Row[] {
  const top = nested(paths);
  const rows: Row[] = [];
  const add = ({ folders, files }: Folder, inside: string, level: number): void => {
    const of = folders.size + files.length;
    let at = 0;
    for (const name of [...folders.keys()].sort()) {
      const path = inside + name;
      const open = !folded.has(path);
      rows.push({ path, name, level, folder: true, open, at: ++at, of });
      const folder = folders.get(name);
      if (open && folder) add(folder, `${path}/`, level + 1);
    }
    for (const name of files.sort()) rows.push({ path: inside + name, name, level, folder: false, open: false, at: ++at, of });
  };
  add(top, "", 1);
  return rows;
}

/** The folders a file is in, outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Folders that programs keep their own things in: there, and out of the way. */
export const hidden = (paths: Iterable<string>): string[] =>
  [...new Set([...paths].flatMap(foldersOf))].filter((folder) => (folder.split("/").at(-1) ?? "").startsWith("."));

function nested(paths: Iterable<string>): Folder {
  const top: Folder = { folders: new Map(), files: [] };
  for (const path of paths) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    let folder = top;
    for (const part of parts) {
      const next = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push(name);
  }
  return top;
}
