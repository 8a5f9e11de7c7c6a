// The types that users meet, held to the examples in this folder. The same by hand: npx tsc -p packages/core/test/types
import path from 'node:path';
import ts from 'typescript';

const readProgram = (overrides: ts.CompilerOptions = {}): ts.Program => {
  const config = path.join(__dirname, 'tsconfig.json');
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail };
  const { fileNames, options } = ts.getParsedCommandLineOfConfigFile(config, overrides, host)!;
  return ts.createProgram(fileNames, options);
};

function fail(diagnostic: ts.Diagnostic): never {
  throw new Error(print(diagnostic));
}

function print({ file, start, messageText }: ts.Diagnostic): string {
  const line = file ? file.getLineAndCharacterOfPosition(start!).line + 1 : 0;
  return `${file ? path.basename(file.fileName) : ''}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

it('everything that must compile compiles, and every mistake is one', () => {
  const program = readProgram();
  const files = program.getRootFileNames().map((file) => path.basename(file));
  expect(files.sort()).toEqual(['handlers.ts', 'injection.ts']);
  expect(ts.getPreEmitDiagnostics(program).map(print)).toEqual([]);
}, 60_000);
