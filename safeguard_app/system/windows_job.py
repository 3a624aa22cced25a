"""Windows' own way to hold a process to limits: a job object. Empty on every other system."""

import sys

if sys.platform == "win32":
    import ctypes
    import subprocess
    from collections.abc import Callable
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9  # JobObjectExtendedLimitInformation
    _ACTIVE_PROCESSES, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x0008, 0x0100, 0x2000
    _SET_QUOTA_AND_TERMINATE = 0x0101

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    def hold(child: "subprocess.Popen[bytes]", memory: int) -> Callable[[], None]:
        """Hold ``child`` to ``memory`` bytes and no further process; it ends with what is returned, or with us.

        Where Windows gives no job object the time alone limits it.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for function in (kernel.CreateJobObjectW, kernel.OpenProcess):
            function.restype = wintypes.HANDLE
        job = kernel.CreateJobObjectW(None, None)
        process = kernel.OpenProcess(_SET_QUOTA_AND_TERMINATE, False, child.pid)
        limit = _Extended()
        limit.basic.flags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _KILL_ON_CLOSE
        limit.basic.processes = 1
        limit.process_memory = memory
        if job and process:
            job_handle, process_handle = wintypes.HANDLE(job), wintypes.HANDLE(process)
            size = ctypes.sizeof(limit)
            kernel.SetInformationJobObject(job_handle, _EXTENDED_LIMITS, ctypes.byref(limit), size)
            kernel.AssignProcessToJobObject(job_handle, process_handle)

        def let_go() -> None:
            for handle in (process, job):
                if handle:
                    kernel.CloseHandle(wintypes.HANDLE(handle))

        return let_go
