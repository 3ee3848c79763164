using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgenticApi.Fuzzing.Families;

/// <summary>The processor time of the current thread: on a shared machine the clock on the wall says little.</summary>
public static class ThreadTime
{
    // CLOCK_THREAD_CPUTIME_ID.
    private const int LinuxClock = 3;

    /// <summary>The time that this thread has run; the time of the stopwatch where the system is not Linux.</summary>
    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && GetTime(LinuxClock, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
            : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out UnixTime time);

    /// <summary>The <c>timespec</c> of a system of 64 bits.</summary>
    private readonly struct UnixTime
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
