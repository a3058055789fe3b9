"""From a layout to bytes: PDF, PNG and SVG, drawn in a process of its own."""
