"""How close is the model to what was published, datum by datum, misses shown as misses?"""
