"""The arrays that go between the parts of the engine: places, lengths, numbers of documents and of terms."""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
