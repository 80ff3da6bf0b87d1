/** The names that `--plugin-option` knows. */
export const PLUGIN_OPTIONS = ['pid', 'big_ids', 'org_name'] as const;

/** What `--plugin-option` says, by the last part of its name. */
export type PluginOptions = ReadonlyMap<string, string>;
