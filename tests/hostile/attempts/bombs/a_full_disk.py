"""Fills its scratch folder, with one file and with as many files as there can be.

must: failed
"""

def summarise(table, axis):
    try:
        with open("/scratch/big", "wb") as file:
            while True:
                file.write(b"x" * (1 << 20))
    except OSError as error:
        print("first:", error.strerror)
    open("/scratch/big", "w").close()
    for number in range(10**6):
        open(f"/scratch/{number}", "w").close()
