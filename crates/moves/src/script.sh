# From here on, this script is the same for every move.

# What Terraform writes here holds secrets.
umask 077
self=$(basename -- "$0")
CDPATH='' cd -- "$(dirname -- "$0")"
terraform=${TERRAFORM:-terraform}
work=$PWD/move-states.work

stop() {
  echo "move-states.sh: $*" >&2
  exit 1
}

# Terraform finds a state that is no file by a folder with nothing but its backend.
connect() {
  [ -z "$(file_of "$1")" ] || return 0
  mkdir -p "$work/backends/$1"
  backend_of "$1" >"$work/backends/$1/backend.tf"
  "$terraform" -chdir="$work/backends/$1" init -input=false >/dev/null
}

# The state as it is now. A stack that was never applied has none: an empty file.
pull() {
  file=$(file_of "$1")
  if [ -z "$file" ]; then
    "$terraform" -chdir="$work/backends/$1" state pull >"$2"
  elif [ -e "$file" ]; then
    cp "$file" "$2"
  else
    : >"$2"
  fi
}

# `mv` puts a file in place at once or not at all.
push() {
  file=$(file_of "$1")
  if [ -z "$file" ]; then
    "$terraform" -chdir="$work/backends/$1" state push "$2"
  else
    mkdir -p "$(dirname "$file")"
    cp "$2" "$work/pushed"
    mv "$work/pushed" "$file"
  fi
}

# Commands on copies run in a folder without a configuration, which Terraform would read.
on_copies() {
  "$terraform" -chdir="$work" state "$@"
}

# The addresses in a file with a state.
list() {
  if [ -s "$1" ]; then
    on_copies list -state="$1"
  fi
}

# Whether a list of addresses has this one, or instances of it.
holds() {
  address=$2 awk '
    $0 == ENVIRON["address"] || index($0, ENVIRON["address"] "[") == 1 { found = 1 }
    END { exit !found }
  ' "$1"
}

# Whether two files hold the same resources and outputs. Terraform counts how often a state was written, a backend gives
# a state that is new there a lineage of its own, and the results of checks come last, in any order.
same() {
  [ "$(content "$1")" = "$(content "$2")" ]
}

content() {
  sed -e '/^  "serial": /d' -e '/^  "lineage": /d' -e '/^  "terraform_version": /d' -e '/^  "check_results": /,$d' "$1"
}

# On the copies of two states: from the first to the second, under the same address or under another one.
move() {
  from=$work/preparing/$1
  to=$work/preparing/$2
  target=${4-$3}
  if holds "$to.list" "$target"; then
    if holds "$from.list" "$3"; then
      stop "$target is in the state of $2 and, as $3, in the state of $1. Nothing was changed.
Somebody applied one of the two stacks after \`lakewright generate\`, or a move was interrupted and its folder
$work deleted. If both are the same resource: terraform state rm in $1, then run this again."
    fi
    echo "$target has moved already"
  elif holds "$from.list" "$3"; then
    on_copies mv -state="$from.tfstate" -state-out="$to.tfstate" "$3" "$target" >/dev/null
    echo "$3: from $1 to $2"
  else
    echo "$3 was never applied: there is nothing to move"
  fi
}

# What each state becomes, worked out on copies. All or nothing: `after` appears when it is complete.
prepare() {
  [ ! -d "$work/after" ] || return 0
  rm -rf "$work/preparing"
  cp -R "$work/before" "$work/preparing"
  for state in $states; do
    list "$work/before/$state.tfstate" >"$work/preparing/$state.list"
  done
  move_all
  for state in $gone; do
    list "$work/preparing/$state.tfstate" >"$work/preparing/$state.list"
    left=$(sed -e '/^data\./d' -e '/\.data\./d' "$work/preparing/$state.list")
    [ -z "$left" ] || stop "$state is no longer generated, and its state has resources that do not move. Nothing was
changed. Generate the old blueprint again, apply it or remove them, then start the move again:
$left"
  done
  rm -f "$work/preparing"/*.list "$work/preparing"/*.backup
  mv "$work/preparing" "$work/after"
}

# A state is written if it is as it was in the backup, and left alone if it is as it will be.
write_all() {
  for state in $states; do
    pull "$state" "$work/now"
    if same "$work/now" "$work/after/$state.tfstate"; then
      continue
    fi
    same "$work/now" "$work/before/$state.tfstate" ||
      stop "the state of $state has changed since the backup in $work/before: somebody applied its stack.
Of \"$states\", those before it are written. If there are none, delete $work and run this again."
    push "$state" "$work/after/$state.tfstate"
    pull "$state" "$work/now"
    same "$work/now" "$work/after/$state.tfstate" || stop "the state of $state is not as it was written"
    echo "$state: its state is written"
  done
  rm -f "$work/now"
}

keep_versions() {
  if [ -e "$1/.terraform.lock.hcl" ] && [ ! -e "$2/.terraform.lock.hcl" ]; then
    cp "$1/.terraform.lock.hcl" "$work/lock"
    mv "$work/lock" "$2/.terraform.lock.hcl"
  fi
}

move_states() {
  mkdir -p "$work/before"
  # Nothing in there is for version control.
  echo '*' >"$work/.gitignore"
  if [ ! -e "$work/script" ]; then
    cp "$self" "$work/now"
    mv "$work/now" "$work/script"
  fi
  cmp -s "$self" "$work/script" || stop "$work is of another move: end that one, or delete the folder"
  if [ ! -e "$work/moved" ]; then
    for state in $states; do
      connect "$state"
    done
    # A backup that is there is never written again.
    for state in $states; do
      if [ ! -e "$work/before/$state.tfstate" ]; then
        pull "$state" "$work/now"
        mv "$work/now" "$work/before/$state.tfstate"
      fi
    done
    prepare
    write_all
    keep_all_versions
    : >"$work/moved"
  fi
  say_what_is_next
}

# A wait of the provider `time` that comes or goes does nothing.
apply() {
  "$terraform" -chdir="$1" init -input=false
  "$terraform" -chdir="$1" plan -input=false -out="$work/plan"
  "$terraform" -chdir="$1" show -no-color "$work/plan" >"$work/plan.txt"
  changed=$(sed -E -n -e '/time_sleep\./d' -e '/^  # .* be (created|destroyed|replaced)/p' "$work/plan.txt")
  rm -f "$work/plan.txt"
  if [ -n "$changed" ]; then
    rm -f "$work/plan"
    stop "the plan of stack $1 creates or destroys, and was not applied:
$changed
If that is another part of the change, and not a resource that should have moved: terraform -chdir=$1 apply"
  fi
  "$terraform" -chdir="$1" apply -input=false "$work/plan"
  rm -f "$work/plan"
}

case ${1-} in
  '') move_states ;;
  apply)
    [ -e "$work/moved" ] || stop 'nothing has moved yet: run `sh move-states.sh` first'
    shift
    [ $# -gt 0 ] || set -- $stacks
    for stack in "$@"; do
      apply "$stack"
    done
    ;;
  *)
    echo 'usage: sh move-states.sh [apply [STACK...]]' >&2
    exit 2
    ;;
esac
