"""Questions that lean on the conversation, and those that say too little."""
