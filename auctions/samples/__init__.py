"""Evidently generated notices for the demo and for measurements: lawful days, usual wording, made-up people.

Pure: nothing here reads or writes the database. `schedule` finds lawful days, `wording` has the texts that notices of
auction organisations repeat, `assets` what is sold, `contents` puts a whole notice together at random.
"""
