using System.Runtime.InteropServices;

namespace AgenticApi.Benchmarks.Measuring;

/// <summary>Reads processor time, which other processes on the machine do not add to.</summary>
internal static class CpuClock
{
    private const int LinuxThreadClock = 3; // CLOCK_THREAD_CPUTIME_ID of Linux.

    /// <summary>
    /// The processor time of this thread, in nanoseconds: collections on it included, the compiler's own thread not. Outside Linux,
    /// the time of the process.
    /// </summary>
    public static double Thread() =>
        OperatingSystem.IsLinux() && GetTime(LinuxThreadClock, out var time) == 0 ? (time.Seconds * 1e9) + time.Nanoseconds : Environment.CpuUsage.TotalTime.TotalNanoseconds;

    [DllImport("libc", EntryPoint = "clock_gettime"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
