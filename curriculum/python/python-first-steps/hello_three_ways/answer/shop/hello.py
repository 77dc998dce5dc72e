# The module: it asks for a name, then for a number of rolls, and shows a greeting and, below it, how many rolls there are.
name = input("Who is there? ")
rolls = int(input("How many rolls? "))
print("Hello, " + name + "!")
print(rolls + 1, "rolls, one of them for free")
