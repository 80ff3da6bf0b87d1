/** The completions of a command. */
export interface CommandWords {
  name: string;
  describe: string;
  /** Values of its first argument. */
  actions: readonly string[];
  options: readonly { flag: string; takesValue: boolean; values: readonly string[] }[];
}

const ORG_FLAGS = ['--target-org', '--org', '-o'];

/** The aliases of the Salesforce CLI, read directly from its file, which is fast. */
const ORGS = `sed -n 's/^ *"\\([^"]*\\)": *"[^"]*@[^"]*",\\{0,1\\}$/\\1/p' "$HOME/.sfdx/alias.json" 2>/dev/null`;

/**
 * The branches of a case over the command and the previous word, and one over the command; the same in bash and zsh.
 */
function branches(commands: readonly CommandWords[], list: (words: readonly string[]) => string) {
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((one) =>
      one.values.length > 0 ? [`    ${name}:--${one.flag}) list=${list(one.values)} ;;`] : [],
    ),
  );
  const taking = new Set(
    commands.flatMap(({ options }) => options.flatMap((one) => (one.takesValue ? [`--${one.flag}`] : []))),
  );
  const words = commands.map(({ name, options }) => {
    const flags = options.map(({ flag }) => `--${flag}`);
    return `    ${name}) list=${list(flags)} ;;`;
  });
  const actions = commands.flatMap(({ name, actions }) =>
    actions.length > 0 ? [`    ${name}) list=${list(actions)} ;;`] : [],
  );
  return {
    values,
    words,
    actions,
    taking: [...taking].join('|'),
    names: list(commands.map(({ name }) => name)),
  };
}

function bash(commands: readonly CommandWords[]): string {
  const { values, words, actions, taking, names } = branches(commands, (list) => `"${list.join(' ')}"`);
  return `# bash completion of sfdc-datagen: source <(sfdc-datagen completion bash)
_sfdc_datagen() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= at=0 list= i
  # The word breaks of bash split --flag=value.
  [[ $cur == = ]] && cur=
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} != -* ]] && { command=\${COMP_WORDS[i]}; at=$i; break; }
  done
  COMPREPLY=()
  case "$command:$prev" in
${values.join('\n')}
    *:${ORG_FLAGS.join('|*:')}) list=$(${ORGS}) ;;
    *) case "$prev" in ${taking}) return ;; esac ;;
  esac
  if [[ -z $list && $cur == -* ]]; then case "$command" in
${words.join('\n')}
  esac; fi
  if [[ -z $list && -z $command ]]; then list=${names}; fi
  if [[ -z $list && $at -eq $((COMP_CWORD - 1)) ]]; then case "$command" in
${actions.join('\n')}
  esac; fi
  [[ -n $list ]] && COMPREPLY=($(compgen -W "$list" -- "$cur"))
}
complete -o default -F _sfdc_datagen sfdc-datagen ./sfdc-datagen
`;
}

function zsh(commands: readonly CommandWords[]): string {
  const { values, words, actions, taking, names } = branches(commands, (list) => `(${list.join(' ')})`);
  return `#compdef sfdc-datagen
# zsh completion of sfdc-datagen: source <(sfdc-datagen completion zsh)
_sfdc_datagen() {
  local cur=\${words[CURRENT]} prev=\${words[CURRENT-1]} command= i
  local -i at=0
  local -a list
  for ((i = 2; i < CURRENT; i++)); do
    [[ \${words[i]} != -* ]] && { command=\${words[i]}; at=$i; break; }
  done
  case "$command:$prev" in
${values.join('\n')}
    *:${ORG_FLAGS.join('|*:')}) list=(\${(f)"$(${ORGS})"}) ;;
    *) case "$prev" in ${taking}) _files; return ;; esac ;;
  esac
  if (( ! $#list )) && [[ $cur == -* ]]; then case "$command" in
${words.join('\n')}
  esac; fi
  if (( ! $#list )) && [[ -z $command ]]; then list=${names}; fi
  if (( ! $#list && at == CURRENT - 1 )); then case "$command" in
${actions.join('\n')}
  esac; fi
  if (( $#list )); then compadd -- $list; else _files; fi
}
compdef _sfdc_datagen sfdc-datagen
`;
}

function fish(commands: readonly CommandWords[]): string {
  const quoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap(({ name, describe, actions, options }) => {
    const after = `complete -c sfdc-datagen -n '__fish_seen_subcommand_from ${name}'`;
    return [
      `complete -c sfdc-datagen -f -n '__fish_use_subcommand' -a ${name} -d ${quoted(describe)}`,
      ...(actions.length > 0 ? [`${after} -a ${quoted(actions.join(' '))}`] : []),
      ...options.map(({ flag, takesValue, values }) => {
        if (flag === 'target-org') return `${after} -l ${flag} -s o -x -a ${quoted(`(${ORGS})`)}`;
        if (values.length > 0) return `${after} -l ${flag} -x -a ${quoted(values.join(' '))}`;
        return `${after} -l ${flag}${takesValue ? ' -r' : ''}`;
      }),
    ];
  });
  return `# fish completion of sfdc-datagen: sfdc-datagen completion fish | source\n${lines.join('\n')}\n`;
}

/** The script of each shell. */
export const SCRIPTS = { bash, zsh, fish };
