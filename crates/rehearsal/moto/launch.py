"""Starts the fake of AWS: moto, the patches and the strictness of `layer`, on 127.0.0.1 only.

Prints one line of JSON on standard output, `{"port": 43211}`, when it is ready to serve; whatever else there
is to say goes to standard error. It ends when its standard input does, so that a parent which is killed
leaves nothing behind, and on SIGTERM.
"""

import argparse
import json
import os
import signal
import sys
import threading


def main() -> None:
    options = parse(sys.argv[1:])
    forget_the_environment()
    answers = take_standard_output()
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

    import layer
    from layer import application, transport

    layer.load(layer.NOTHING if options.stock else layer.EVERYTHING)
    server = transport.listen(options.port, application.answer)
    threading.Thread(target=end_with_standard_input, daemon=True).start()
    print(json.dumps({"port": server.port}), file=answers, flush=True)
    threading.Thread(target=application.warm_up, daemon=True).start()
    server.serve_forever()


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="The fake of AWS that a rehearsal talks to.")
    parser.add_argument("--port", type=int, default=0, help="0: one that is free")
    parser.add_argument("--stock", action="store_true", help="moto as it is: to see what a patch is still for")
    return parser.parse_args(arguments)


def forget_the_environment() -> None:
    """moto and botocore read a developer's own profile, region and settings from here."""
    for name in list(os.environ):
        if name.startswith(("AWS_", "MOTO_")):
            del os.environ[name]
    os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
    os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"
    os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"  # a second of work for each account and region


def take_standard_output():
    """What moto prints goes to standard error: nothing but the port may reach our parent."""
    answers, sys.stdout = sys.stdout, sys.stderr
    return answers


def end_with_standard_input() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
