"""What the packaged window program starts with."""

from safeguard_app.__main__ import window_main

if __name__ == "__main__":
    window_main()
