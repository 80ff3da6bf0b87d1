#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before anything else is loaded: what is loaded earlier is compiled again at each start.
enableCompileCache?.();
await import('./main.ts');
