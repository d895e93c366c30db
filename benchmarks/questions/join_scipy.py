"""scipy's way to the same lists: the product of two CSR matrices, then argpartition row by row. One thread.

Reads <folder>/{needs,outcomes}-{rowStart,column,value}.bin; prints {"usPerNeed": CPU time a need, "best": best product of each need}.
"""
import json, sys, time
import numpy as np
from scipy.sparse import csr_matrix

folder, columns, k = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
CHUNK = 256

def read(side):
    part = lambda name, kind: np.fromfile(f"{folder}/{side}-{name}.bin", dtype=kind)
    start = part("rowStart", np.uint32).astype(np.int32)
    return csr_matrix((part("value", np.float32), part("column", np.uint32).astype(np.int32), start), shape=(len(start) - 1, columns))

needs = read("needs")
transposed = read("outcomes").T.tocsr()
before = time.process_time()
best = []
for first in range(0, needs.shape[0], CHUNK):
    product = needs[first : first + CHUNK] @ transposed
    for row in range(product.shape[0]):
        values = product.data[product.indptr[row] : product.indptr[row + 1]]
        top = values[np.argpartition(values, -k)[-k:]] if len(values) > k else values
        best.append(float(top.max()) if len(top) else 0.0)
print(json.dumps({"usPerNeed": (time.process_time() - before) * 1e6 / needs.shape[0], "best": best}))
