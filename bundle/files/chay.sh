#!/bin/sh
# Serves the pages on this computer; options of `roster web` may follow. Stop with Ctrl+C.
roster="$(dirname "$0")/moi-truong/bin/roster"
if [ ! -x "$roster" ]; then
  echo "Chương trình chưa được cài đặt. Hãy chạy ./cai-dat.sh trước."
  exit 1
fi
exec "$roster" web "$@"
