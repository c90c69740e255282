/** The data sets that have a name; anything else is the path of a folder or a table. */
export const dataNames = ['voices', 'librispeech-mini', 'fsdd-speakers', 'fsdd-digits'] as const;

export type DataName = (typeof dataNames)[number];

/** Whether it is a data set by name. */
export function isNamed(data: string): data is DataName {
  return (dataNames as readonly string[]).includes(data);
}
