import random

print('Free rolls go to customer', random.randint(1, 19))
