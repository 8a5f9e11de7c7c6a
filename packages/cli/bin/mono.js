#!/usr/bin/env node
'use strict';
// Committed, because npm links a workspace's command only if its file exists when it installs; `prepare` builds what it requires.
require('../dist/main.js').main(process.argv.slice(2));
