# The script: it asks for a name and shows one greeting.
name = input("Who is there? ")
print("Hello, " + name + "!")
