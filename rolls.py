morning = input("Rolls in the morning? ")
afternoon = input("In the afternoon? ")
total = morning + afternoon
print("Sold today:", total)
