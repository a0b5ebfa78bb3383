"""The archive for programs: read-only JSON at /api/v1/, with the rights and the withholding of the pages."""
