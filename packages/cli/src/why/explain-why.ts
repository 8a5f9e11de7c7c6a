import type { AppScan } from '../scan/app-scan.js';
import type { ManifestSources } from '../manifest/create-scanned-manifest.js';
import { findChain } from './find-chain.js';
import type { ChainLink, Target } from './find-chain.js';
import { countAdded } from './reach-files.js';

/** Why a service reaches something. */
export interface Why {
  readonly service: string;
  /** The file or package. */
  readonly target: string;
  readonly reached: boolean;
  /** Only a computed import ties them, which may never mean this file. */
  readonly approximate: boolean;
  readonly imports: readonly ChainLink[];
  /** Files on the way that hand on many others, and how many files the service would not reach without that. */
  readonly barrels: readonly { readonly file: string; readonly adds: number }[];
  /** Computed imports on the way, and how many files the service would not reach without them. */
  readonly unfollowable: readonly {
    readonly file: string;
    readonly line: number;
    readonly written: string;
    readonly adds: number;
  }[];
}

export function explainWhy(scan: AppScan, service: string, target: Target, sources: ManifestSources): Why {
  const chain = findChain(scan, service, target, sources);
  const imports = chain ?? [];
  const files = [...new Set(imports.filter(({ reexport }) => reexport).map(({ from }) => from))];
  return {
    service,
    target: 'file' in target ? target.file : target.package,
    reached: chain !== undefined,
    approximate: imports.some(({ computed }) => computed),
    imports,
    barrels: files
      .filter((file) => isBarrel(scan, file))
      .map((file) => ({
        file,
        adds: countAdded(scan, service, (from, { reexport }) => from === file && reexport === true),
      })),
    unfollowable: imports.flatMap(({ from, line, written, computed }) =>
      computed && line !== undefined
        ? [
            {
              file: from,
              line,
              written,
              adds: countAdded(
                scan,
                service,
                (file, edge) => file === from && edge.line === line && edge.computed === true,
              ),
            },
          ]
        : [],
    ),
  };
}

/** It hands on more than one file, so whoever imports one of them through it gets all. */
function isBarrel(scan: AppScan, file: string): boolean {
  return scan.edgesOf(file).filter(({ reexport }) => reexport).length > 1;
}
