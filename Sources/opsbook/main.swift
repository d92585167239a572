print("opsbook")
