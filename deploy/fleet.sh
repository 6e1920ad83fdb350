#!/bin/sh
# Two shards and two workers without containers: fleet.sh start|restart|stop|status FOLDER
#
# DISCORD_TOKEN and LEDE_DATABASE are those of the environment. In FOLDER each process has its log and
# its number; one that ends without being told to is started again after two seconds.
set -eu

usage() {
    echo "usage: $0 start|restart|stop|status FOLDER" >&2
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
        mine=$!
        echo $mine >"$folder/$name.pid"
        wait $mine && break
        [ -e "$folder/stopping" ] || sleep 2
    done
    # One that was replaced leaves the number of the next.
    [ "$(cat "$folder/$name.pid" 2>/dev/null)" != "${mine:-}" ] || rm -f "$folder/$name.pid"
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
    for name in shard-0 shard-1 worker-0 worker-1; do
        begin_one "$name"
    done
}

# begin_one NAME: begin a process of the fleet; a shard takes over from the one that serves it.
begin_one() {
    first=${FLEET_FIRST_PORT:-9100}
    case $1 in
        shard-0) begin "$1" "$first" run --shards 0/2 --take-over ;;
        shard-1) begin "$1" $((first + 1)) run --shards 1/2 --take-over ;;
        worker-0) begin "$1" $((first + 2)) worker ;;
        worker-1) begin "$1" $((first + 3)) worker ;;
    esac
}

restart() {
    for name in shard-0 shard-1 worker-0 worker-1; do
        former=$(cat "$folder/$name.pid")
        case $name in
            # Ends by itself when the next has taken over.
            shard-*) begin_one "$name" ;;
            *) kill -TERM "$former" ;;
        esac
        while kill -0 "$former" 2>/dev/null; do
            sleep 1
        done
        case $name in worker-*) begin_one "$name" ;; esac
    done
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
    restart) restart ;;
    stop) stop ;;
    status) status ;;
    *) usage ;;
esac
