# Shared by ./start and ./check: Python, the virtual environment, the locked packages. Sourced, not run.
# 由 ./start 与 ./check 共用：准备 Python、虚拟环境与锁定版本的软件包。

say() { printf '· %s\n' "$*" >&2; }
fail() { printf '\n错误：%s\n' "$*" >&2; exit 1; }

export PIP_DISABLE_PIP_VERSION_CHECK=1

find_python() {
    local candidate
    for candidate in "${HUDANG_PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3; do
        [ -n "$candidate" ] || continue
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

install_debian_packages() {
    # as root on Debian only; the caller says what to do otherwise
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    apt-get update -qq >/dev/null 2>&1 || true
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

make_environment() {
    local python
    python="$(find_python)" || fail "需要 Python 3.11 或更新版本。Debian 12 上请运行：apt-get install python3 python3-venv
      Python 3.11 or newer is needed."
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
        return 0
    fi
    say "建立虚拟环境 .venv"
    rm -rf .venv
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        say "安装 python3-venv"
        local version
        version="$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')"
        install_debian_packages "python$version-venv" || install_debian_packages python3-venv ||
            fail "缺少 Python 的 venv 组件。请以 root 运行：apt-get install python3-venv，然后重试。
      The venv module is missing: run apt-get install python3-venv as root, then try again."
    fi
    "$python" -m venv .venv || fail "不能建立虚拟环境 .venv。The virtual environment could not be made."
}

digest() { sha256sum "$@" | sha256sum | cut -c1-64; }

# install_lock LOCK: install exactly what the lock names, unless this lock or the larger one is installed already
install_lock() {
    local lock="$1" stamp=".venv/.lock-stamp" wanted
    wanted="$(digest "$lock")"
    if [ -f "$stamp" ] && grep -q "$wanted" "$stamp"; then
        return 0
    fi
    say "安装依赖（首次约需几分钟）"
    .venv/bin/python -m pip install -qq --require-hashes -r "$lock" ||
        fail "依赖没有装好，请检查网络或软件源后重试。Installing the locked packages failed."
    # the development lock holds everything that the other one holds, in the same versions
    { echo "$wanted"; [ "$lock" = requirements.lock ] || digest requirements.lock; } >"$stamp"
}

install_hudang() {
    local stamp=".venv/.hudang-stamp" wanted
    wanted="$(digest pyproject.toml) $PWD"
    if [ -x .venv/bin/hudang ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then
        return 0
    fi
    say "安装命令 hudang"
    .venv/bin/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable . ||
        fail "命令 hudang 没有装好。Installing the command hudang failed."
    printf '%s' "$wanted" >"$stamp"
}

# set_up LOCK: everything above, once at a time
set_up() {
    exec 9<"$0"
    if command -v flock >/dev/null 2>&1; then
        flock 9
    fi
    make_environment
    install_lock "$1"
    install_hudang
    exec 9<&-
}
