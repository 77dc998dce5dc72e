print('I roll a 4')
