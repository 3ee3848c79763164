namespace AgenticApi.Execution.Tests.Readme;

internal static class Trains
{
    public static Task<string> BookAsync(string city, CancellationToken cancellationToken) => Task.FromResult($"Booked to {city}.").WaitAsync(cancellationToken);
}
