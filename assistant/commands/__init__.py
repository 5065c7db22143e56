"""The commands of ``poles``, each loaded when it is asked for."""
