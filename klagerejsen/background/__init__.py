"""Work that takes its time: begun by a request, told of while it lasts, done beside the server or within it."""
