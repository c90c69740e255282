/**
 * What `decodeAll` of a modality gives; a complaint about items that cannot be read also names the flag that leaves them out.
 *
 * @throws SyntaxError naming those that cannot be read, unless they may be left out
 */
export async function decodeOrSay<Decoded>(skipBad: boolean, decode: () => Promise<Decoded>): Promise<Decoded> {
  try {
    return await decode();
  } catch (error) {
    if (skipBad || !(error instanceof SyntaxError)) throw error;
    throw new SyntaxError(`${error.message}, or type --skip-bad-items to leave out what cannot be read`, {
      cause: error,
    });
  }
}
