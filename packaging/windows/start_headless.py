"""What the packaged headless program starts with."""

from safeguard_app.__main__ import cli_main

if __name__ == "__main__":
    cli_main()
