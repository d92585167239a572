#!/usr/bin/env bash
# Make sure that everything the build needs is there; install what is missing where that is
# possible. Says nothing and takes no time when nothing is missing.
set -euo pipefail

say() { printf '%s\n' "$@" >&2; }

check_swift() {
  local line version major minor
  if ! command -v swift >/dev/null 2>&1; then
    say "opsbook: Swift is not installed (6.1 or later is needed): https://www.swift.org/install" \
      "opsbook：没有找到 Swift（需要 6.1 或更新版本）：https://www.swift.org/install"
    exit 1
  fi
  line=$(swift --version 2>/dev/null) || line=""
  version=$(printf '%s' "$line" | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  if [ -z "$version" ] || [ "$major" -lt 6 ] || { [ "$major" -eq 6 ] && [ "$minor" -lt 1 ]; }; then
    say "opsbook: Swift 6.1 or later is needed, found ${version:-none}: https://www.swift.org/install" \
      "opsbook：需要 Swift 6.1 或更新版本，当前是 ${version:-未知}：https://www.swift.org/install"
    exit 1
  fi
}

have_libraries() {
  command -v pkg-config >/dev/null 2>&1 && pkg-config --exists libedit libmd sqlite3 zlib
}

# The Debian packages that are missing, one a line.
missing_packages() {
  local package
  for package in libedit-dev libmd-dev libsqlite3-dev zlib1g-dev pkg-config; do
    dpkg -s "$package" >/dev/null 2>&1 || echo "$package"
  done
  command -v git >/dev/null 2>&1 || printf '%s\n' git ca-certificates
  [ -e /usr/share/zoneinfo/UTC ] || echo tzdata
}

setup_debian() {
  local packages as_root=()
  packages=$(missing_packages | tr '\n' ' ')
  [ -n "$packages" ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
      say "opsbook: as root, run: apt-get update && apt-get install -y $packages" \
        "opsbook：请以 root 身份运行：apt-get update && apt-get install -y $packages"
      exit 1
    fi
    as_root=(sudo)
  fi
  say "opsbook: installing $packages" "opsbook：正在安装 $packages"
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q
    -o DPkg::Lock::Timeout=120)
  # shellcheck disable=SC2086
  if ! { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends $packages; } >&2; then
    say "opsbook: could not install $packages; see the lines above" \
      "opsbook：无法安装 $packages，原因见上"
    exit 1
  fi
}

# libedit, SQLite, zlib and CryptoKit come with the SDK; SwiftPM only wants pkg-config to look for them.
setup_mac() {
  command -v pkg-config >/dev/null 2>&1 && return 0
  if command -v brew >/dev/null 2>&1; then
    brew install pkg-config >&2
  else
    say "opsbook: pkg-config is not installed; with Homebrew: brew install pkg-config" \
      "opsbook：没有找到 pkg-config；可以用 Homebrew 安装：brew install pkg-config"
  fi
}

check_swift
case "$(uname -s)" in
  Darwin) setup_mac ;;
  *)
    if have_libraries && command -v git >/dev/null 2>&1 && [ -e /usr/share/zoneinfo/UTC ]; then
      exit 0
    elif command -v dpkg >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
      setup_debian
    else
      say "opsbook: install git, pkg-config, tzdata and the development files of libedit, libmd, SQLite and zlib" \
        "opsbook：请安装 git、pkg-config、tzdata，以及 libedit、libmd、SQLite、zlib 的开发文件"
      exit 1
    fi
    ;;
esac
