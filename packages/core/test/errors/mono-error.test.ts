import { assertNoFindings, type Finding, MonoError, printFinding } from '@monojs/core';

const conflict: Finding = {
  code: 'MONO_ROUTE_CONFLICT',
  message: 'GET /users/:id is declared twice in service "users".',
  where: [
    { service: 'users', class: 'UsersController', method: 'findOne', file: 'src/users/users.controller.ts', line: 14 },
    { service: 'users', class: 'UsersController', method: 'show', file: 'src/users/profile.controller.ts', line: 9 },
  ],
  fix: 'give one of them another path, or remove it.',
};

describe('the text of a finding', () => {
  it('lists the places in columns between what is wrong and how to mend it', () => {
    expect(printFinding(conflict)).toBe(
      [
        'MONO_ROUTE_CONFLICT: GET /users/:id is declared twice in service "users".',
        '  UsersController.findOne   src/users/users.controller.ts:14',
        '  UsersController.show      src/users/profile.controller.ts:9',
        '  Fix: give one of them another path, or remove it.',
      ].join('\n'),
    );
  });

  it('names the classes alone as long as nobody knows their files', () => {
    const where = conflict.where.map(({ class: name, method }) => ({ class: name!, method: method! }));
    expect(printFinding({ ...conflict, where })).toBe(
      [
        'MONO_ROUTE_CONFLICT: GET /users/:id is declared twice in service "users".',
        '  UsersController.findOne',
        '  UsersController.show',
        '  Fix: give one of them another path, or remove it.',
      ].join('\n'),
    );
  });

  it('puts a file without a name where the name would be', () => {
    const where = [{ file: 'mono.config.ts', line: 3 }, { file: 'src/app.ts' }];
    expect(printFinding({ code: 'MONO_CONFIG_INVALID', message: 'wrong.', where, fix: 'mend it.' })).toBe(
      ['MONO_CONFIG_INVALID: wrong.', '  mono.config.ts:3', '  src/app.ts', '  Fix: mend it.'].join('\n'),
    );
  });

  it('keeps the columns when only some places have names, or files', () => {
    const where = [
      { class: 'UsersController', file: 'src/users.ts', line: 4 },
      { file: 'src/a-file-with-a-rather-long-name.ts', line: 1 },
      { class: 'Repo', note: 'constructor parameter 2' },
      { service: 'users', file: 'src/users.service.ts' },
    ];
    expect(printFinding({ code: 'MONO_INJECT_TYPE', message: 'wrong.', where, fix: 'mend it.' })).toBe(
      [
        'MONO_INJECT_TYPE: wrong.',
        '  UsersController   src/users.ts:4',
        '  src/a-file-with-a-rather-long-name.ts:1',
        '  Repo constructor parameter 2',
        '  service "users"   src/users.service.ts',
        '  Fix: mend it.',
      ].join('\n'),
    );
  });

  it('leaves out a place of which nothing is known', () => {
    expect(printFinding({ code: 'MONO_USAGE', message: 'wrong.', where: [{}], fix: 'mend it.' })).toBe(
      'MONO_USAGE: wrong.\n  Fix: mend it.',
    );
  });

  it('indents what a message says on further lines', () => {
    const message = 'service "a" could not be imported: Error: no\n  at a.ts:1:2';
    expect(
      printFinding({ code: 'MONO_SERVICE_LOAD_FAILED', message, where: [{ service: 'a' }], fix: 'mend it.' }),
    ).toBe(
      [
        'MONO_SERVICE_LOAD_FAILED: service "a" could not be imported: Error: no',
        '  at a.ts:1:2',
        '  service "a"',
        '  Fix: mend it.',
      ].join('\n'),
    );
  });
});

describe('MonoError', () => {
  const second: Finding = { code: 'MONO_PATH_INVALID', message: 'wrong.', where: [], fix: 'mend it.' };

  it('says every finding in its message, and has the code of the first', () => {
    const error = new MonoError([conflict, second]);
    expect(error.message).toBe(`${printFinding(conflict)}\n\nMONO_PATH_INVALID: wrong.\n  Fix: mend it.`);
    expect(error.code).toBe('MONO_ROUTE_CONFLICT');
    expect(String(error)).toMatch(/^MonoError: MONO_ROUTE_CONFLICT/);
  });

  it('takes one finding, and keeps the original error as its cause', () => {
    const cause = new Error('first');
    const error = new MonoError(second, { cause });
    expect(error.findings).toEqual([second]);
    expect(error.cause).toBe(cause);
  });

  it('is written as JSON in the shape of every listing', () => {
    expect(JSON.parse(JSON.stringify(new MonoError(conflict)))).toEqual({ version: 1, findings: [conflict] });
  });

  it('is thrown only when there is something to tell', () => {
    expect(() => assertNoFindings([])).not.toThrow();
    expect(() => assertNoFindings([second])).toThrow(MonoError);
  });
});
