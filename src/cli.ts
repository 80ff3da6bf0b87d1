#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before all other imports: modules loaded earlier would be compiled again at each start.
enableCompileCache?.();
await import('./main.ts');
