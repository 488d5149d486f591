"""What do the rules find in a sample of the people of the United States, and what do they miss?"""
