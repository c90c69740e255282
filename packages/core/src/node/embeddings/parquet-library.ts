/** The library that reads Parquet. @throws Error saying what to install if it is not there */
export async function parquetReader(): Promise<typeof import('hyparquet') & typeof import('hyparquet-compressors')> {
  return {
    ...(await installed(() => import('hyparquet'))),
    ...(await installed(() => import('hyparquet-compressors'))),
  };
}

/** The library that writes Parquet. @throws Error saying what to install if it is not there */
export async function parquetWriter(): Promise<typeof import('hyparquet-writer')> {
  return installed(() => import('hyparquet-writer'));
}

async function installed<Library>(load: () => Promise<Library>): Promise<Library> {
  try {
    return await load();
  } catch (cause) {
    throw new Error(
      'Parquet needs three packages that are not installed: npm install hyparquet@1.31.5 hyparquet-compressors@1.1.2 hyparquet-writer@0.17.0',
      { cause },
    );
  }
}
