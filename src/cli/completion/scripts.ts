// What a shell runs when the tab key is pressed. Each asks `partnerctl __complete` with the words before the cursor.

export const shells = ['bash', 'zsh', 'powershell'] as const
export type Shell = (typeof shells)[number]

/** The line that switches each on, and the file it belongs in. */
export const installing: Record<Shell, string> = {
  bash: 'eval "$(partnerctl completion bash)"     in ~/.bashrc',
  zsh: 'eval "$(partnerctl completion zsh)"     in ~/.zshrc, after compinit',
  powershell: 'partnerctl completion powershell | Out-String | Invoke-Expression     in $PROFILE',
}

export const scripts: Record<Shell, string> = {
  bash: String.raw`# Completion of partnerctl in bash.
_partnerctl() {
  local IFS=$'\n' line quoted
  local cur=${'$'}{COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  while read -r line; do
    if [[ $line == :files ]]; then
      compopt -o default
    elif [[ $cur == [\"\']* ]]; then
      COMPREPLY+=("$line")
    else
      printf -v quoted '%q' "$line"
      COMPREPLY+=("$quoted")
    fi
  done < <(command partnerctl __complete bash "${'$'}{COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _partnerctl partnerctl
`,
  zsh: String.raw`#compdef partnerctl
# Completion of partnerctl in zsh.
_partnerctl() {
  local line value
  local -a values shown answer
  answer=("${'$'}{(@f)$(command partnerctl __complete zsh "${'$'}{(@Q)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "${'$'}{answer[@]}"; do
    if [[ $line == :files ]]; then
      _files
    elif [[ -n $line ]]; then
      value=${'$'}{line%%$'\t'*}
      values+=("$value")
      if [[ $line == *$'\t'* ]]; then
        shown+=("$value  -- ${'$'}{line#*$'\t'}")
      else
        shown+=("$value")
      fi
    fi
  done
  (( ${'$'}#values )) && compadd -l -d shown -a values
}
compdef _partnerctl partnerctl
`,
  powershell: String.raw`# Completion of partnerctl in PowerShell.
Register-ArgumentCompleter -Native -CommandName partnerctl -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
    ForEach-Object { if ($_.Value) { [string]$_.Value } else { $_.Extent.Text } })
  if ($wordToComplete -eq '') { $words += '""' }
  partnerctl __complete powershell @words 2>$null | ForEach-Object {
    if ($_ -eq ':files') {
      Get-ChildItem -Path "$wordToComplete*" -ErrorAction SilentlyContinue | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_.Name, $_.Name, 'ProviderItem', $_.Name)
      }
    } else {
      $value, $summary = $_ -split ([char]9), 2
      $text = if ($value -match '^[\w./:=,@+-]+$') { $value } else { "'" + ($value -replace "'", "''") + "'" }
      [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $(if ($summary) { $summary } else { $value }))
    }
  }
}
`,
}
