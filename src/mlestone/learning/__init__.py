"""What a learner has mastered, what fades, what is next and by when: rules only, no files and no clock."""
