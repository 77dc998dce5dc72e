"""`python -m mlestone.web` starts the server."""

from mlestone.web.serve import main

if __name__ == "__main__":
    main()
