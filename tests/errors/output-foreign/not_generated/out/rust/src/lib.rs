// My own file.
