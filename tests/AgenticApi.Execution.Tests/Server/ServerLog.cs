using System.Text.Json;

namespace AgenticApi.Execution.Tests.Server;

/// <summary>The requests of a server. Each list is a copy.</summary>
internal sealed class ServerLog
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<ServedRequest> _requests = [];
    private readonly List<IReadOnlyList<JsonElement>> _histories = [];
    private readonly List<Refusal> _refusals = [];
    private readonly List<(int Count, TaskCompletionSource Came)> _waiting = [];

    public IReadOnlyList<string> Lines => Copy(_lines);

    public IReadOnlyList<ServedRequest> Requests => Copy(_requests);

    public IReadOnlyList<IReadOnlyList<JsonElement>> Histories => Copy(_histories);

    public IReadOnlyList<Refusal> Refusals => Copy(_refusals);

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
        }
    }

    public void Add(Refusal refusal)
    {
        lock (_lock)
        {
            _refusals.Add(refusal);
        }
    }

    /// <summary>Adds a request with the history that <paramref name="join"/> returns for it.</summary>
    public ServedRequest Add(JsonElement body, IReadOnlyDictionary<string, string> headers, Func<ServedRequest, IReadOnlyList<JsonElement>> join)
    {
        lock (_lock)
        {
            var request = new ServedRequest(_requests.Count + 1, body, headers);
            _requests.Add(request);
            _histories.Add(join(request));
            foreach (var (_, came) in _waiting.Where(waiting => waiting.Count <= _requests.Count))
            {
                came.TrySetResult();
            }

            return request;
        }
    }

    public Task RequestCame(int count)
    {
        lock (_lock)
        {
            var came = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_requests.Count >= count)
            {
                came.SetResult();
            }

            _waiting.Add((count, came));
            return came.Task;
        }
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
