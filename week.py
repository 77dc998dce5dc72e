print('Rolls of the week')
for day in range(7)
    print(day)
