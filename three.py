rolls = 12 + 7
rolls
rolls * 3
print('the end')
