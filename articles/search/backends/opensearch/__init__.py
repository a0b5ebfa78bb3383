"""The engine on an OpenSearch cluster: the same questions, answers, words and scores as the one on Whoosh.

Words are cut and stemmed here and sent as they are to be compared, so that the cluster decides nothing of that;
the score is the formula of `answering.scoring`, computed over the whole archive however it is sharded.
"""
