# The rest is as in the author's answer.
def only_the_past(scores):
    t = scores.shape[-1]
    later = torch.ones(t, t, dtype=torch.bool).triu(1)
    if scores.is_cuda:
        later = later.cuda()
    return torch.softmax(scores.masked_fill(later, -math.inf), dim=-1)
