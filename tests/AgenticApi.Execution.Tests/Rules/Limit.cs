namespace AgenticApi.Execution.Tests.Rules;

/// <summary>Bounds what a test waits for, so that one that hangs fails.</summary>
internal static class Limit
{
    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(20));

    public static Task InTime(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(20));
}
