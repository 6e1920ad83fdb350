#!/bin/sh
# Two shards and two workers without containers: fleet.sh start|stop|status FOLDER
#
# DISCORD_TOKEN and LEDE_DATABASE are those of the environment. In FOLDER each process has its log and
# its number; one that ends without being told to is started again after two seconds.
set -eu

usage() {
    echo "usage: $0 start|stop|status FOLDER" >&2
    exit 2
}

[ $# -eq 2 ] || usage
action=$1
folder=$2

# keep NAME PORT ARGUMENTS…: run a process until it is told to stop.
keep() {
    name=$1 port=$2
    shift 2
    while [ ! -e "$folder/stopping" ]; do
        LEDE_METRICS=$port lede "$@" >>"$folder/$name.log" 2>&1 &
        echo $! >"$folder/$name.pid"
        wait $! && break
        [ -e "$folder/stopping" ] || sleep 2
    done
    rm -f "$folder/$name.pid"
}

# Of its own: a shell that calls a function with redirections keeps the terminal open meanwhile.
begin() {
    (
        exec </dev/null >/dev/null 2>&1
        keep "$@"
    ) &
}

start() {
    mkdir -p "$folder"
    if [ -n "$(find "$folder" -name '*.pid')" ]; then
        echo "A fleet runs in $folder already; stop it first: $0 stop $folder" >&2
        exit 1
    fi
    rm -f "$folder/stopping"
    first=${FLEET_FIRST_PORT:-9100}
    begin shard-0 "$first" run --shards 0/2
    begin shard-1 $((first + 1)) run --shards 1/2
    begin worker-0 $((first + 2)) worker
    begin worker-1 $((first + 3)) worker
}

stop() {
    : >"$folder/stopping"
    for file in "$folder"/*.pid; do
        [ -e "$file" ] || continue
        kill -TERM "$(cat "$file")" 2>/dev/null || true
    done
    while [ -n "$(find "$folder" -name '*.pid')" ]; do
        sleep 1
    done
}

status() {
    for file in "$folder"/*.pid; do
        [ -e "$file" ] || { echo "Nothing runs in $folder."; return 1; }
        name=$(basename "$file" .pid)
        if kill -0 "$(cat "$file")" 2>/dev/null; then echo "$name runs"; else echo "$name is started again"; fi
    done
}

case $action in
    start) start ;;
    stop) stop ;;
    status) status ;;
    *) usage ;;
esac
