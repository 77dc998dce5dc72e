# [answer] All commands, from what begin.sh makes to what is asked for.
set -e
cd power

# First the lost commit, while the reflog still knows it: what is cleaned away below is gone for good.
lost=$(git reflog --grep 'Warn when the forecast misses by half' --format=%H --max-count=1)
git cherry-pick "$lost"

# All branches and tags, each commit made anew without the file. Those before it stay what they are.
export FILTER_BRANCH_SQUELCH_WARNING=1
git filter-branch --index-filter 'git rm --quiet --cached --ignore-unmatch data/meter.csv' --tag-name-filter cat -- --all

# Three things still hold the old commits: the backup filter-branch made, the reflogs, and Git's patience with loose ends.
git for-each-ref --format='delete %(refname)' refs/original | git update-ref --stdin
git reflog expire --expire=now --all
git gc --quiet --prune=now
# [/answer]
