namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Limits the time that a test waits, so that a test that hangs fails.</summary>
internal static class Limit
{
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task InTime(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));
}
