namespace AgenticApi.Execution.Tests.Server;

/// <summary>Ids that are unique for a server, numbered for each prefix: <c>resp_1</c>, <c>msg_1</c>, <c>msg_2</c>.</summary>
internal sealed class Ids
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = [];

    public string Next(string prefix)
    {
        lock (_lock)
        {
            var number = _counts[prefix] = _counts.GetValueOrDefault(prefix) + 1;
            return $"{prefix}_{number}";
        }
    }
}
