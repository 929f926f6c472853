#!/bin/sh
# Installs the Debian packages of packages.txt whose programs are missing: `sh scripts/apt.sh run`, or `test` for those
# of the tests too. Root installs; anyone else gets one message that names them all. No Python is needed yet.
set -eu

stage=${1:-run}
folder=$(dirname "$0")

is_there() {
  case "$1" in
    module:*) python3.11 -c "import ${1#module:}" 2>/dev/null ;;
    /*) for file in $1; do [ -e "$file" ] && return 0; done; return 1 ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

missing=
while read -r what package when; do
  case "$what" in '' | '#'*) continue ;; esac
  [ "$when" = run ] || [ "$when" = "$stage" ] || continue
  is_there "$what" && continue
  case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac
done <"$folder/packages.txt"
[ -n "$missing" ] || exit 0

user=$(id -u)
if [ "$user" != 0 ]; then
  echo "Missing Debian packages; ask an administrator to run: apt-get install --no-install-recommends$missing" >&2
  exit 1
fi

# The portal starts servers of its own: the packages must neither make a cluster nor start a service on this machine.
no_cluster=/etc/postgresql-common/createcluster.d/justice-portal.conf
no_service=/usr/sbin/policy-rc.d
[ -e "$no_service" ] && no_service=
undo() { rm -f "$no_cluster" ${no_service:+"$no_service"}; }
trap undo EXIT
mkdir -p "${no_cluster%/*}"
echo "create_main_cluster = false" >"$no_cluster"
if [ -n "$no_service" ]; then
  printf '#!/bin/sh\nexit 101\n' >"$no_service"
  chmod 755 "$no_service"
fi

echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086  # one word for each package
apt-get install -y -qq --no-install-recommends $missing >/dev/null
