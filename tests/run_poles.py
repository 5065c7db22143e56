"""Run ``poles`` in a child process, for tests that kill it or read its output."""

from assistant.cli import main

if __name__ == "__main__":
    main()
