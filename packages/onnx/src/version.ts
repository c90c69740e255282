/** The version of this package, which models that it writes name as their producer's. */
export const VERSION = '0.1.0';
