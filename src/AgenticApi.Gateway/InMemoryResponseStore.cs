namespace AgenticApi.Gateway;

/// <summary>Keeps the newest responses in memory, for as long as the process lives.</summary>
/// <remarks>Safe to use from several threads.</remarks>
public sealed class InMemoryResponseStore : IResponseStore
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, StoredResponse> _responses = [];
    private readonly int _capacity;

    /// <summary>Creates one.</summary>
    /// <param name="capacity">How many responses are kept, 1 or more; past it the oldest is forgotten.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public InMemoryResponseStore(int capacity = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public ValueTask<StoredResponse?> FindAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_responses.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask SaveAsync(StoredResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        lock (_lock)
        {
            _responses[response.Response.Id] = response;
            if (_responses.Count > _capacity)
            {
                _responses.RemoveAt(0);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new(_responses.Remove(id));
        }
    }
}
