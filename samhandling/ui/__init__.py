"""All that a designer touches: the frame, the kit, static files, and a page that shows every part."""
