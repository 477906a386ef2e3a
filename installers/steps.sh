# Steps that `installers/try` and `installers/test` share. Sourced, never run.
# Everything is made inside .venv; system packages only where this person may install them.
# HALL_PYTHON=… picks the Python, HALL_NO_SYSTEM=1 leaves the system's packages alone.

unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
venv=$root/.venv
python=$venv/bin/python

say() { printf '%s\n' "$@" >&2; }
stop() {
    say "" "$@"
    exit 3
}

# -- Python ------------------------------------------------------------------------------------

is_right_python() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

find_python() {
    local candidate
    if [ -n "${HALL_PYTHON:-}" ]; then
        is_right_python "$HALL_PYTHON" || stop "HALL_PYTHON=$HALL_PYTHON is not a Python 3.11, 3.12 or 3.13."
        command -v "$HALL_PYTHON"
        return
    fi
    for candidate in python3 python3.11 python3.12 python3.13 /usr/bin/python3; do
        if is_right_python "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    stop "Hall Client needs Python 3.11, 3.12 or 3.13; this machine's python3 is:" \
        "$(command -v python3 >/dev/null && python3 --version 2>&1 || echo 'not there')" \
        "Install one of them (Debian 12: apt-get install python3) or name it: HALL_PYTHON=/path/to/python3.12"
}

make_environment() {
    if "$python" -m pip --version >/dev/null 2>&1 && is_right_python "$python"; then return; fi
    local found
    found=$(find_python) || exit 3
    say "Making .venv with $("$found" --version) …"
    if ! "$found" -c 'import ensurepip, venv' 2>/dev/null; then
        install_packages "$(venv_package "$found")" ||
            stop "Python's venv module is missing, and this account may not install packages." \
                "Ask for it once, then start again:  apt-get install $(venv_package "$found")"
    fi
    "$found" -m venv --clear "$venv" ||
        stop "Python could not make the virtual environment in $venv (the reason is above)."
}

# Debian has one venv package for each Python; the plain name follows the system's own.
venv_package() {
    if [ "$(command -v "$1")" = /usr/bin/python3 ]; then
        echo python3-venv
    else
        "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
}

# -- locked dependencies -----------------------------------------------------------------------

# Prints which of the lock families this machine can have: PySide6's wheels ask for a C library.
lock_family() {
    [ "$(uname -s)" = Linux ] || { echo modern && return; }
    local glibc machine
    machine=$(uname -m)
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc 2\.\([0-9]*\).*/\1/p')
    case $machine in
        x86_64) needs=34 old_needs=28 old=legacy-x86_64 ;;
        aarch64) needs=38 old_needs=31 old=legacy-arm64 ;;
        *) stop "There is no Qt (PySide6) package for $machine; Hall Client runs on x86_64 and aarch64." ;;
    esac
    if [ "${glibc:-0}" -ge $needs ]; then
        echo modern
    elif [ "${glibc:-0}" -ge $old_needs ]; then
        echo "$old"
    else
        stop "This system's C library (glibc 2.${glibc:-?}) is older than 2.$old_needs, the oldest that Qt's packages for $machine run on." \
            "The platform table in README.md names the ways out."
    fi
}

# install_locked FILE: what the lock file lists, by hash, once; a stamp makes the next time quick.
install_locked() {
    local lock=$root/installers/$1 stamp sum log=$venv/install.log
    stamp=$venv/.installed-${1%.txt}
    sum=$(sha256sum "$lock" | cut -d' ' -f1)
    if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then return; fi
    say "Installing the packages of installers/$1 (the first time: up to 200 MB, a minute or two) …"
    "$python" -m pip install --disable-pip-version-check --no-input --require-hashes --no-deps \
        --only-binary=:all: -r "$lock" >"$log" 2>&1 || explain_pip "$log"
    # Bytecode now, so that the first start is as quick as the second.
    "$python" -m compileall -q "$root/hall_client" >/dev/null || true
    printf '%s\n' "$sum" >"$stamp"
}

explain_pip() {
    tail -n 12 "$1" >&2
    if grep -qiE 'name resolution|NewConnectionError|ConnectTimeout|ProxyError|Network is unreachable|from versions: none' "$1"; then
        stop "The packages could not be fetched: the package registry does not answer here." \
            "Check the network or the proxy (pip's own settings and mirrors are used), then start again: nothing is lost."
    elif grep -q 'DO NOT MATCH THE HASHES' "$1"; then
        stop "A package differs from the one this program was tested with (its hash is another)." \
            "A mirror may have repacked it. Do not go on; use another mirror."
    elif grep -q 'No space left' "$1"; then
        stop "The disk is full: about 600 MB are needed under $venv."
    fi
    stop "pip could not install the packages; its last lines are above, all of them in $1"
}

# -- system packages ---------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ -z "${HALL_NO_SYSTEM:-}" ] && command -v apt-get >/dev/null &&
        { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# install_packages NAME...: Debian packages; fails (and says why) when it may not or cannot.
install_packages() {
    may_install || return 1
    say "Installing system packages: $*"
    if [ -z "${apt_is_fresh:-}" ]; then
        as_root apt-get update -qq >/dev/null 2>&1 || say "(apt-get update had errors; trying all the same)"
        apt_is_fresh=yes
    fi
    # Not from standard input: a script may be feeding this shell through it.
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 "$@" >"$venv/apt.log" 2>&1 </dev/null || {
        tail -n 8 "$venv/apt.log" >&2
        return 1
    }
}

# Shared libraries that Qt opens, each with the Debian package that has it.
qt_libraries="libGL.so.1=libgl1 libEGL.so.1=libegl1 libglib-2.0.so.0=libglib2.0-0
 libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libxkbcommon.so.0=libxkbcommon0"
window_libraries="libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0 libxcb-xkb.so.1=libxcb-xkb1
 libxkbcommon-x11.so.0=libxkbcommon-x11-0"

# missing_packages SONAME=PACKAGE...: the packages whose library this system cannot load.
missing_packages() {
    "$python" - "$@" <<'PYTHON'
import ctypes
import sys

missing = []
for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        missing.append(package)
print(*missing)
PYTHON
}

# need_libraries SONAME=PACKAGE...: installs what is missing; what stays missing is left in $missing.
need_libraries() {
    [ "$(uname -s)" = Linux ] || { missing="" && return; }
    missing=$(missing_packages "$@")
    if [ -n "$missing" ]; then
        # shellcheck disable=SC2086
        install_packages $missing && missing=$(missing_packages "$@")
    fi
    [ -z "$missing" ]
}

# -- one at a time -----------------------------------------------------------------------------

prepare() {
    mkdir -p "$venv" 2>/dev/null || stop "Cannot write in $root: the virtual environment belongs there."
    if command -v flock >/dev/null; then
        exec 9<"$root/installers/steps.sh"
        flock -n 9 || { say "Another installation is at work here; waiting for it …" && flock 9; }
    fi
    make_environment
    family=$(lock_family) || exit 3
}

prepared() { exec 9<&-; }
