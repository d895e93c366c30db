"""One run of scipy on an instance: header rows, columns, edges (uint32), then row, column (uint32), score (float64).

Prints {"ms": CPU time of the call alone, "total": ...}. Kinds: dense, full (every row matched), optional (each row may take a
private dummy column of score 0, which scipy needs for rows that may stay unmatched).
"""
import json, sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

kind, path = sys.argv[1:3]
data = np.fromfile(path, dtype=np.uint8)
rows, columns, edges = (int(x) for x in data[:12].view(np.uint32))
row = data[12 : 12 + 4 * edges].view(np.uint32)
column = data[12 + 4 * edges : 12 + 8 * edges].view(np.uint32)
score = data[12 + 8 * edges :].copy().view(np.float64)
if kind == "dense":
    matrix = score.reshape(rows, columns)
    before = time.process_time()
    r, c = linear_sum_assignment(matrix, maximize=True)
    ms = (time.process_time() - before) * 1000
    total = float(matrix[r, c].sum())
else:
    # scipy takes a stored 0 for no edge, so scores are moved up by 1: the same for every full matching.
    if kind == "optional":
        row = np.concatenate([row, np.arange(rows)])
        column = np.concatenate([column, columns + np.arange(rows)])
        score = np.concatenate([score, np.zeros(rows)])
        columns += rows
    graph = csr_matrix((score + 1, (row, column)), shape=(rows, columns))
    before = time.process_time()
    r, c = min_weight_full_bipartite_matching(graph, maximize=True)
    ms = (time.process_time() - before) * 1000
    total = float(graph[r, c].sum()) - len(r)
print(json.dumps({"ms": ms, "total": total}))
