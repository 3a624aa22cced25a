"""The first start: look round the demo school, or make the school's own log, step by step."""
