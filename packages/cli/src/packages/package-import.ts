/** A package that a file imports. */
export interface PackageImport {
  readonly name: string;
  /** The folder of the file, absolute. */
  readonly from: string;
  /** The files of the package that it leads to, absolute; none if that is not known. */
  readonly files: readonly string[];
}
